package org.diopter.views.kit;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/// A framed grid of numbers, each under its name, in columns of one width.
public final class FactGrid extends GridPane {
    /// A number with its name.
    ///
    /// @param note a second, smaller text under it, such as its change; empty for none
    public record Fact(String name, String value, String note) {
        public Fact(String name, String value) {
            this(name, value, "");
        }
    }

    public FactGrid() {
        getStyleClass().add("fact-grid");
    }

    /// Shows these rows, all equally long.
    public void show(List<List<Fact>> rows) {
        getChildren().clear();
        getColumnConstraints().clear();
        for (int column = 0; column < rows.getFirst().size(); column++) {
            ColumnConstraints part = new ColumnConstraints();
            part.setPercentWidth(100.0 / rows.getFirst().size());
            getColumnConstraints().add(part);
        }
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                add(node(rows.get(row).get(column)), column, row);
            }
        }
    }

    private static VBox node(Fact fact) {
        Label title = Parts.shrinking(Parts.label(fact.name(), "name"));
        VBox node = new VBox(title, Parts.label(fact.value(), "value"));
        if (!fact.note().isEmpty()) {
            node.getChildren().add(Parts.label(fact.note(), "note"));
        }
        node.getStyleClass().add("fact");
        return node;
    }
}
