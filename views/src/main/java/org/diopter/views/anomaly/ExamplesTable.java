package org.diopter.views.anomaly;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;

/// A task's examples, the hardest first.
final class ExamplesTable extends TableView<RatedExample> {
    private static final Texts TEXTS = Texts.of(ExamplesTable.class);
    private static final double ROW = 24;
    private static final int LONGEST = 300;

    private boolean reading;

    ExamplesTable(DifficultyModel model) {
        setAccessibleText(TEXTS.get("examples"));
        setFixedCellSize(ROW);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        TableColumn<RatedExample, RatedExample> text = column("prompt", false, example -> Parts.label(cut(example.line()), "plain"));
        text.setPrefWidth(360);
        TableColumn<RatedExample, RatedExample> ordering = column("ordering", true, example -> Parts.label(example.orderingText(), "plain"));
        getColumns().setAll(List.of(column("rank", true, example -> Parts.label(Numbers.count(example.rank()), "plain")), text,
                column("right-answer", false, example -> Parts.label(example.answer().strip(), "token")),
                column("example-depth", true, example -> Parts.label(Numbers.fixed(example.depth(), 2), "strong")), ordering));
        Watch.all(() -> {
            DifficultyFindings found = model.findings().get();
            ordering.setVisible(found != null && found.ordering().isPresent());
            reading = true;
            getItems().setAll(found == null ? List.of() : found.rated());
            reading = false;
        }, model.findings());
        Watch.all(() -> {
            RatedExample selected = model.selected().get();
            if (selected != null && !selected.equals(getSelectionModel().getSelectedItem())) {
                getSelectionModel().select(selected);
            }
        }, model.selected());
        getSelectionModel().selectedItemProperty().subscribe((_, example) -> {
            if (!reading && example != null) {
                model.selected().set(example);
            }
        });
    }

    /// The end tells prompts apart better than the beginning, which examples share.
    private static String cut(String line) {
        return line.length() <= LONGEST ? line : "…" + line.substring(line.length() - LONGEST);
    }

    private static TableColumn<RatedExample, RatedExample> column(String key, boolean number, Function<RatedExample, Node> content) {
        TableColumn<RatedExample, RatedExample> column = new TableColumn<>(TEXTS.get(key));
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setSortable(false);
        column.setReorderable(false);
        column.setPrefWidth(80);
        if (number) {
            column.getStyleClass().add("number");
        }
        column.setCellFactory(_ -> new TableCell<>() {
            @Override
            protected void updateItem(RatedExample example, boolean empty) {
                super.updateItem(example, empty);
                setGraphic(empty || example == null ? null : content.apply(example));
            }
        });
        return column;
    }
}
