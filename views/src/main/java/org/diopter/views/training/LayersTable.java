package org.diopter.views.training;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.shape.Circle;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.Tint;
import org.diopter.views.figure.Unit;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// How each layer does in the training.
final class LayersTable extends TableView<TrainingCurve.Layer> {
    private static final Texts TEXTS = Texts.of(LayersTable.class);
    private static final double ROW = 24;

    private final ViewContext context;

    LayersTable(TrainingModel model, ViewContext context) {
        this.context = context;
        setAccessibleText(TEXTS.get("layers-table"));
        setFixedCellSize(ROW);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        setPlaceholder(Parts.label(TEXTS.get("nothing-measured"), "faint"));
        getColumns().setAll(List.of(
                column("layer", false, this::name),
                column("kl-logit", true, layer -> Parts.label(kl(layer.logitLens()), "plain")),
                column("kl-now", true, layer -> Parts.label(kl(layer.now()), "strong")),
                column("change", true, layer -> Parts.label(Numbers.signed(100 * layer.change(), 0) + " %", "plain")),
                column("best-step", true, layer -> Parts.label(Numbers.count(layer.bestStep()), "plain")),
                column("lately", true, layer -> Parts.label(Double.isNaN(layer.lately()) ? "—" : Numbers.signed(-100 * layer.lately(), 1) + " %", "plain")),
                column("state", false, layer -> Parts.chip(TEXTS.get("state." + layer.state()), kind(layer.state())))));
        Watch.all(() -> getItems().setAll(model.curve().get().layers()), model.curve(), context.unit(), context.theme());
    }

    private String kl(double nats) {
        Unit unit = context.unit().get();
        return Numbers.divergenceInTable(unit.of(nats));
    }

    private static String kind(TrainingCurve.State state) {
        return switch (state) {
            case IMPROVING -> "accent";
            case SETTLED -> "ok";
            case WORSE -> "warn";
        };
    }

    private Node name(TrainingCurve.Layer layer) {
        Palette palette = context.theme().get().palette();
        int highest = Math.max(1, getItems().isEmpty() ? 1 : getItems().getLast().layer());
        Circle dot = new Circle(4, javafx.scene.paint.Color.web(Palette.css(new Tint.Ordered((double) layer.layer() / highest).on(palette))));
        return Parts.row("plain-row", dot, Parts.label(TrainingFigures.name(layer.layer()), "strong"));
    }

    private static TableColumn<TrainingCurve.Layer, TrainingCurve.Layer> column(String key, boolean number, Function<TrainingCurve.Layer, Node> content) {
        TableColumn<TrainingCurve.Layer, TrainingCurve.Layer> column = new TableColumn<>(TEXTS.get(key));
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setSortable(false);
        column.setReorderable(false);
        column.setMinWidth(50);
        if (number) {
            column.getStyleClass().add("number");
        }
        column.setCellFactory(_ -> new TableCell<>() {
            @Override
            protected void updateItem(TrainingCurve.Layer layer, boolean empty) {
                super.updateItem(layer, empty);
                setGraphic(empty || layer == null ? null : content.apply(layer));
            }
        });
        return column;
    }
}
