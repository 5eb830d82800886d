package org.diopter.views.kernels;

import java.util.List;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.NodeColumn;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;

/// How the kernels of each block do. The chosen row is the block that is looked at.
final class BlocksTable extends TableView<BlockCurve> {
    private static final Texts TEXTS = Texts.of(BlocksTable.class);
    private static final double ROW = 24;
    private static final double WIDTH = 80;
    private static final double LEAST_WIDTH = 50;

    private final KernelModel model;
    private boolean writing;

    BlocksTable(KernelModel model) {
        this.model = model;
        setId("kernel-blocks");
        setAccessibleText(TEXTS.get("blocks-table"));
        setFixedCellSize(ROW);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        setPlaceholder(Parts.label(TEXTS.get("nothing-measured"), "faint"));
        getColumns().setAll(List.of(
                column("block", curve -> Parts.label(Integer.toString(curve.block()), "strong")),
                column("policy-alone", curve -> Parts.label(Numbers.axis(curve.without().sparse()), "plain")).ofNumbers(),
                column("baseline", curve -> Parts.label(Numbers.axis(curve.without().baselinePlus()), "plain")).ofNumbers(),
                column("less", curve -> Parts.label(curve.epochs().isEmpty() ? "—" : Numbers.axis(curve.best()), "strong")).ofNumbers(),
                column("left-over", curve -> Parts.label(curve.epochs().isEmpty() ? "—" : Numbers.fixed(100 * curve.relative(curve.best()), 1) + " %", "plain"))
                        .ofNumbers(),
                column("best-epoch", curve -> Parts.label(curve.epochs().isEmpty() ? "—" : TEXTS.get("epoch-of", curve.bestEpoch(), curve.epochs().size()), "plain"))
                        .ofNumbers(),
                column("state", curve -> Parts.chip(TEXTS.get("state." + curve.state()), kind(curve.state())))));
        getSelectionModel().selectedItemProperty().subscribe((_, chosen) -> {
            if (chosen != null && !writing) {
                model.block().set(chosen.block());
                model.all().set(false);
            }
        });
        Watch.all(this::show, model.curves(), model.block());
    }

    private void show() {
        writing = true;
        if (!getItems().equals(model.curves().get())) {
            getItems().setAll(model.curves().get());
        }
        model.chosen().ifPresentOrElse(getSelectionModel()::select, getSelectionModel()::clearSelection);
        writing = false;
    }

    private static String kind(BlockCurve.State state) {
        return switch (state) {
            case WAITING -> "plain";
            case BEYOND_BASELINE -> "ok";
            case BEYOND_POLICY -> "accent";
            case WORSE -> "warn";
        };
    }

    private static NodeColumn<BlockCurve> column(String key, Function<BlockCurve, Node> content) {
        NodeColumn<BlockCurve> column = new NodeColumn<>(TEXTS.get(key), WIDTH, content);
        column.setMinWidth(LEAST_WIDTH);
        return column;
    }
}
