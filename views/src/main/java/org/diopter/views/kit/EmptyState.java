package org.diopter.views.kit;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// What a pane shows instead of nothing: what is missing, what it takes, and one button that gets it.
public final class EmptyState extends VBox {
    public EmptyState(Icon icon, String title, String sentence, String buttonText, Runnable act) {
        getStyleClass().add("empty-state");
        Label text = Parts.label(sentence, "secondary");
        text.setWrapText(true);
        Button button = Parts.primary(buttonText);
        button.setOnAction(_ -> act.run());
        getChildren().addAll(icon.node(30), Parts.label(title, "state-title"), text, button);
    }
}
