package org.diopter.views.training;

import java.util.List;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.shape.Circle;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.Tint;
import org.diopter.views.figure.Unit;
import org.diopter.views.kit.NodeColumn;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// How each layer does in the training.
final class LayersTable extends TableView<TrainingCurve.Layer> {
    private static final Texts TEXTS = Texts.of(LayersTable.class);
    private static final double ROW = 24;
    private static final double WIDTH = 80;
    private static final double LEAST_WIDTH = 50;

    private final ViewContext context;

    LayersTable(TrainingModel model, ViewContext context) {
        this.context = context;
        setAccessibleText(TEXTS.get("layers-table"));
        setFixedCellSize(ROW);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        setPlaceholder(Parts.label(TEXTS.get("nothing-measured"), "faint"));
        getColumns().setAll(List.of(
                column("layer", this::name),
                column("kl-logit", layer -> Parts.label(kl(layer.logitLens()), "plain")).ofNumbers(),
                column("kl-now", layer -> Parts.label(kl(layer.now()), "strong")).ofNumbers(),
                column("change", layer -> Parts.label(Numbers.signed(100 * layer.change(), 0) + " %", "plain")).ofNumbers(),
                column("best-step", layer -> Parts.label(Numbers.count(layer.bestStep()), "plain")).ofNumbers(),
                column("lately", layer -> Parts.label(Double.isNaN(layer.lately()) ? "—" : Numbers.signed(-100 * layer.lately(), 1) + " %", "plain")).ofNumbers(),
                column("state", layer -> Parts.chip(TEXTS.get("state." + layer.state()), kind(layer.state())))));
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

    private static NodeColumn<TrainingCurve.Layer> column(String key, Function<TrainingCurve.Layer, Node> content) {
        NodeColumn<TrainingCurve.Layer> column = new NodeColumn<>(TEXTS.get(key), WIDTH, content);
        column.setMinWidth(LEAST_WIDTH);
        return column;
    }
}
