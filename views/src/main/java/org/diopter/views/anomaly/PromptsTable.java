package org.diopter.views.anomaly;

import java.util.List;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import org.diopter.views.anomaly.ScoredPrompt.Verdict;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.NodeColumn;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;

/// The tested prompts, the most anomalous first.
final class PromptsTable extends TableView<ScoredPrompt> {
    private static final Texts TEXTS = Texts.of(PromptsTable.class);
    private static final double ROW = 24;
    private static final double WIDTH = 80;

    private boolean reading;

    PromptsTable(AnomalyModel model) {
        setAccessibleText(TEXTS.get("prompts"));
        setFixedCellSize(ROW);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        setPlaceholder(Parts.label(TEXTS.get("no-such-prompt"), "faint"));
        NodeColumn<ScoredPrompt> text = column("prompt", prompt -> Parts.label(PromptEnd.of(prompt.line()), "plain"));
        text.setPrefWidth(360);
        getColumns().setAll(List.of(text,
                column("score", prompt -> Parts.label(Numbers.fixed(prompt.score(), 3), "strong")).ofNumbers(),
                column("label", prompt -> Parts.label(TEXTS.get(prompt.tested().suspect() ? "suspect" : "normal"), "plain")),
                column("verdict", prompt -> Parts.chip(TEXTS.get("verdict." + prompt.verdict()), kind(prompt.verdict()))),
                column("answer", prompt -> token(prompt.answer()))));
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

    private static NodeColumn<ScoredPrompt> column(String key, Function<ScoredPrompt, Node> content) {
        return new NodeColumn<>(TEXTS.get(key), WIDTH, content);
    }
}
