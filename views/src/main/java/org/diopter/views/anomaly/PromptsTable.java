package org.diopter.views.anomaly;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.diopter.views.anomaly.ScoredPrompt.Verdict;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;

/// The tested prompts, the most anomalous first.
final class PromptsTable extends TableView<ScoredPrompt> {
    private static final Texts TEXTS = Texts.of(PromptsTable.class);
    private static final double ROW = 24;
    private static final int LONGEST = 300;

    private boolean reading;

    PromptsTable(AnomalyModel model) {
        setAccessibleText(TEXTS.get("prompts"));
        setFixedCellSize(ROW);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        setPlaceholder(Parts.label(TEXTS.get("no-such-prompt"), "faint"));
        TableColumn<ScoredPrompt, ScoredPrompt> text = column("prompt", false, prompt -> Parts.label(cut(prompt.line()), "plain"));
        text.setPrefWidth(360);
        getColumns().setAll(List.of(text,
                column("score", true, prompt -> Parts.label(Numbers.fixed(prompt.score(), 3), "strong")),
                column("label", false, prompt -> Parts.label(TEXTS.get(prompt.tested().suspect() ? "suspect" : "normal"), "plain")),
                column("verdict", false, prompt -> Parts.chip(TEXTS.get("verdict." + prompt.verdict()), kind(prompt.verdict()))),
                column("answer", false, prompt -> token(prompt.answer()))));
        Watch.all(() -> {
            reading = true;
            getItems().setAll(model.prompts().get());
            reading = false;
        }, model.prompts());
        Watch.all(() -> {
            if (model.selected().get() != null && !model.selected().get().equals(getSelectionModel().getSelectedItem())) {
                getSelectionModel().select(model.selected().get());
            }
        }, model.selected(), model.prompts());
        getSelectionModel().selectedItemProperty().subscribe((_, prompt) -> {
            if (!reading && prompt != null) {
                model.selected().set(prompt);
            }
        });
    }

    /// The end tells prompts apart better than the beginning, which examples share.
    private static String cut(String line) {
        return line.length() <= LONGEST ? line : "…" + line.substring(line.length() - LONGEST);
    }

    private static Label token(String text) {
        return Parts.label(text, "token");
    }

    private static String kind(Verdict verdict) {
        return switch (verdict) {
            case FOUND -> "ok";
            case MISSED -> "err";
            case FALSE_ALARM -> "warn";
            case PASSED -> "plain";
        };
    }

    private static TableColumn<ScoredPrompt, ScoredPrompt> column(String key, boolean number, Function<ScoredPrompt, Node> content) {
        TableColumn<ScoredPrompt, ScoredPrompt> column = new TableColumn<>(TEXTS.get(key));
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setSortable(false);
        column.setReorderable(false);
        column.setPrefWidth(80);
        if (number) {
            column.getStyleClass().add("number");
        }
        column.setCellFactory(_ -> new TableCell<>() {
            @Override
            protected void updateItem(ScoredPrompt prompt, boolean empty) {
                super.updateItem(prompt, empty);
                setGraphic(empty || prompt == null ? null : content.apply(prompt));
            }
        });
        return column;
    }
}
