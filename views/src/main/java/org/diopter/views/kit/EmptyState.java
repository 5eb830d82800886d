package org.diopter.views.kit;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// What a pane shows instead of nothing: what is missing, what it takes, and one button that gets it.
public final class EmptyState extends VBox {
    public EmptyState(Icon icon, String title, String sentence, String buttonText, Runnable act) {
        this(title, sentence, Parts.primary(buttonText), act);
        getChildren().addFirst(icon.node(30));
    }

    /// For a pane of a view: without a picture, and its button is not the first of the window.
    public static EmptyState small(String title, String sentence, String buttonText, Runnable act) {
        EmptyState state = new EmptyState(title, sentence, Parts.small(buttonText), act);
        state.getStyleClass().add("small-state");
        return state;
    }

    private EmptyState(String title, String sentence, Button button, Runnable act) {
        getStyleClass().add("empty-state");
        Label text = Parts.label(sentence, "secondary");
        text.setWrapText(true);
        button.setOnAction(_ -> act.run());
        getChildren().addAll(Parts.label(title, "state-title"), text, button);
    }
}
