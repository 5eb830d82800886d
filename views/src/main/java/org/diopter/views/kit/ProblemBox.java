package org.diopter.views.kit;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// What a view shows where it has failed: what happened, with its numbers and code, and at most three buttons. The rest of the window stays usable.
public final class ProblemBox extends VBox {
    /// A step the user can take.
    public record Step(String name, Runnable act) {}

    public ProblemBox(String title, String sentence, String code, List<Step> steps) {
        getStyleClass().add("problem-box");
        HBox head = Parts.row("problem-head", Icon.WARNING.node(16), Parts.label(title, "title"));
        Label text = new Label(sentence);
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        HBox buttons = Parts.row("button-row");
        for (Step step : steps) {
            Button button = buttons.getChildren().isEmpty() ? Parts.primary(step.name()) : new Button(step.name());
            button.setOnAction(_ -> step.act().run());
            buttons.getChildren().add(button);
        }
        buttons.getChildren().addAll(Parts.spring(), Parts.label(code, "faint"));
        getChildren().addAll(head, text, buttons);
    }
}
