package org.diopter.views.anomaly;

import java.util.List;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.NodeColumn;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;

/// A task's examples, the hardest first.
final class ExamplesTable extends TableView<RatedExample> {
    private static final Texts TEXTS = Texts.of(ExamplesTable.class);
    private static final double ROW = 24;
    private static final double WIDTH = 80;

    private boolean reading;

    ExamplesTable(DifficultyModel model) {
        setAccessibleText(TEXTS.get("examples"));
        setFixedCellSize(ROW);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        NodeColumn<RatedExample> text = column("prompt", example -> Parts.label(PromptEnd.of(example.line()), "plain"));
        text.setPrefWidth(360);
        NodeColumn<RatedExample> ordering = column("ordering", example -> Parts.label(example.orderingText(), "plain")).ofNumbers();
        getColumns().setAll(List.of(column("rank", example -> Parts.label(Numbers.count(example.rank()), "plain")).ofNumbers(), text,
                column("right-answer", example -> Parts.label(example.answer().strip(), "token")),
                column("example-depth", example -> Parts.label(Numbers.fixed(example.depth(), 2), "strong")).ofNumbers(), ordering));
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

    private static NodeColumn<RatedExample> column(String key, Function<RatedExample, Node> content) {
        return new NodeColumn<>(TEXTS.get(key), WIDTH, content);
    }
}
