package org.diopter.views.prompt;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;

/// The prompt in one large line, as a first start shows it over the grid.
public final class PromptBar extends VBox {
    private static final Texts TEXTS = Texts.of(PromptBar.class);

    private final TextField text = new TextField();

    /// @param runnable whether there is a model to run
    /// @param keys the shortcut that runs, shown on the button
    /// @param run runs the prompt now
    public PromptBar(PromptModel model, ObservableBooleanValue runnable, String keys, Runnable run) {
        text.textProperty().bindBidirectional(model.text());
        text.setId("prompt-bar-text");
        text.setAccessibleText(TEXTS.get("prompt"));
        text.getStyleClass().add("large-field");
        text.setOnAction(_ -> run.run());
        HBox.setHgrow(text, Priority.ALWAYS);
        MenuButton examples = PromptPane.examples(model);
        examples.getStyleClass().setAll("menu-button", "large-button");
        Button button = Parts.primary(TEXTS.get("run"));
        button.getStyleClass().add("large-button");
        Label shortcut = Parts.label(keys, "on-primary");
        HBox graphic = Parts.row("plain-row", Icon.RUN.node(12), Parts.label(TEXTS.get("run"), "on-primary-strong"), shortcut);
        button.setText(null);
        button.setGraphic(graphic);
        button.setAccessibleText(TEXTS.get("run"));
        button.disableProperty().bind(Bindings.not(runnable));
        button.setOnAction(_ -> run.run());
        button.setMinWidth(USE_PREF_SIZE);
        setSpacing(6);
        HBox row = new HBox(text, examples, button);
        row.setSpacing(8);
        getChildren().addAll(row, PromptPane.about(model), PromptPane.warning(model), PromptPane.trouble(model));
    }

    /// The text field, to be focused.
    public TextField text() {
        return text;
    }
}
