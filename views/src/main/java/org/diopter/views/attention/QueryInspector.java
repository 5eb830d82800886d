package org.diopter.views.attention;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.diopter.views.figure.AttentionFigure;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TokenTable;
import org.diopter.views.kit.TokenText;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// Where the selected query looks: its strongest keys, and how spread its attention is.
public final class QueryInspector extends ScrollPane {
    private static final Texts TEXTS = Texts.of(QueryInspector.class);
    private static final int SHOWN = 12;

    private final AttentionModel model;
    private final ObjectProperty<@Nullable Cell> selected;
    private final Label place = Parts.label("", "strong");
    private final HBox after = Parts.row("tight-row");
    private final Label spread = Parts.label("", "faint");
    private final TokenTable keys;
    private final VBox content;
    private List<Integer> shown = List.of();

    public QueryInspector(AttentionModel model, ObjectProperty<@Nullable Cell> selected, ViewContext context) {
        this.model = model;
        this.selected = selected;
        getStyleClass().add("inspector");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        keys = new TokenTable(context, TEXTS.get("keys"), TEXTS.get("token"), this::follow);
        spread.setTooltip(new Tooltip(TEXTS.get("spread-help")));
        place.setStyle("-fx-font-size: 1.083em");
        VBox head = new VBox(place, after, spread);
        head.getStyleClass().add("section-body");
        VBox query = new VBox(Parts.row("section-head", Parts.label(TEXTS.get("query"), "title")), head);
        query.getStyleClass().add("section");
        VBox body = new VBox(keys);
        body.getStyleClass().add("section-body");
        content = new VBox(query, new VBox(Parts.row("section-head", Parts.label(TEXTS.get("keys"), "title")), body));
        setContent(content);
        Watch.all(this::show, model.figure(), selected, context.textScale());
    }

    /// The chosen key becomes the query.
    private void follow(int line) {
        Cell cell = selected.get();
        if (cell != null && line < shown.size()) {
            selected.set(new Cell(cell.row(), shown.get(line)));
        }
    }

    private void show() {
        Cell cell = selected.get();
        Optional<AttentionFigure> figure = Optional.ofNullable(model.figure().get()).filter(f -> cell != null && cell.position() < f.positions());
        content.setVisible(figure.isPresent());
        figure.ifPresent(f -> show(f, cell == null ? 0 : cell.position()));
    }

    private void show(AttentionFigure figure, int query) {
        place.setText(TEXTS.get("place", figure.attention().block(), figure.head(), query));
        after.getChildren().setAll(Parts.label(TEXTS.get("at"), "secondary"), new TokenText(figure.labels().input(query)));
        List<Integer> order = new ArrayList<>();
        double entropy = 0;
        for (int key = 0; key <= query; key++) {
            order.add(key);
            double p = figure.attention().probability(figure.head(), query, key);
            entropy -= p > 0 ? p * Math.log(p) : 0;
        }
        spread.setText(TEXTS.get("spread", Numbers.fixed(Math.exp(entropy), 1), query + 1));
        order.sort(Comparator.comparingDouble(key -> -figure.attention().probability(figure.head(), query, key)));
        shown = order.subList(0, Math.min(SHOWN, order.size()));
        double largest = Math.max(1e-9, figure.attention().probability(figure.head(), query, shown.getFirst()));
        List<TokenTable.Line> lines = new ArrayList<>();
        for (int key : shown) {
            double p = figure.attention().probability(figure.head(), query, key);
            lines.add(new TokenTable.Line(Integer.toString(key), figure.labels().input(key), p / largest, Numbers.percent(p), -1));
        }
        keys.show(TEXTS.get("position"), "%", lines);
    }
}
