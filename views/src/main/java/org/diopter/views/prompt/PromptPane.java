package org.diopter.views.prompt;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.diopter.views.kit.Focus;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Switch;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// The prompt section of the left pane: the chosen one of several prompts, as text of two to eight lines and as tokens; token count, examples, Run and
/// Auto-run.
public final class PromptPane extends VBox {
    private static final Texts TEXTS = Texts.of(PromptPane.class);
    private static final int LEAST_LINES = 3;
    private static final int MOST_LINES = 8;
    private static final double FIELD_PADDING = 16;

    private final TextArea text = new TextArea();
    private final TokenStrip strip;

    /// @param runnable whether there is a model to run
    /// @param run runs the prompt now
    public PromptPane(PromptModel model, ViewContext context, ObservableBooleanValue runnable, Runnable run) {
        strip = new TokenStrip(model, context);
        getStyleClass().add("section");
        text.setId("prompt-text");
        getChildren().addAll(head(model), body(model, runnable, run));
    }

    /// The text field, to be focused.
    public TextArea text() {
        return text;
    }

    private static HBox head(PromptModel model) {
        Switch auto = new Switch(TEXTS.get("auto-run"));
        auto.selectedProperty().bindBidirectional(model.autoRun());
        Label name = Parts.label(TEXTS.get("auto-run"), "note");
        name.setLabelFor(auto);
        return Parts.row("section-head", Parts.label(TEXTS.get("prompt"), "title"), new PromptList(model), Parts.spring(), name, auto);
    }

    private VBox body(PromptModel model, ObservableBooleanValue runnable, Runnable run) {
        text.textProperty().bindBidirectional(model.text());
        text.setWrapText(true);
        text.setAccessibleText(TEXTS.get("prompt"));
        Focus.leaveByTab(text);
        text.promptTextProperty().bind(Bindings.when(model.ids()).then(TEXTS.get("type-ids")).otherwise(TEXTS.get("type-text")));
        Watch.all(this::fitHeight, text.textProperty(), text.widthProperty(), text.fontProperty());

        ToggleButton count = new ToggleButton();
        count.getStyleClass().add("token-count");
        count.setId("prompt-tokens");
        count.textProperty().bind(model.count());
        count.setTooltip(new Tooltip(TEXTS.get("edit-tokens")));
        count.setMinWidth(Region.USE_PREF_SIZE);
        count.disableProperty().bind(model.sequence().isNull());
        showIf(strip, count.selectedProperty());
        HBox row = Parts.row("plain-row", count, Parts.spring(), examples(model), runButton(runnable, run));
        Label remark = Parts.label("", "note");
        remark.textProperty().bind(model.remark());
        remark.setWrapText(true);
        showIf(remark, model.remark().isNotEmpty());
        VBox body = new VBox(text, row, strip, byHand(model), about(model), remark, warning(model), trouble(model));
        body.getStyleClass().add("section-body");
        return body;
    }

    static MenuButton examples(PromptModel model) {
        MenuButton examples = new MenuButton(TEXTS.get("examples"));
        examples.getStyleClass().add("small");
        for (PromptModel.Example example : model.examples()) {
            MenuItem item = new MenuItem(example.name());
            item.setOnAction(_ -> model.use(example));
            examples.getItems().add(item);
        }
        showIf(examples, model.ids().not());
        return examples;
    }

    /// That the tokens are not those of the text.
    private static Node byHand(PromptModel model) {
        Label note = Parts.label(TEXTS.get("by-hand"), "warn-text");
        note.setWrapText(true);
        showIf(note, model.tokens().isNotNull());
        return note;
    }

    /// What to look at in an example, and its edit.
    static Node about(PromptModel model) {
        VBox box = new VBox();
        box.setSpacing(6);
        box.setId("prompt-about");
        Watch.all(() -> {
            PromptModel.Example example = model.example().get();
            box.getChildren().clear();
            if (example != null) {
                Label sentence = Parts.label(example.about(), "note");
                sentence.setWrapText(true);
                box.getChildren().add(sentence);
                if (!example.model().equals(model.openModel().get())) {
                    box.getChildren().addAll(otherModel(model, example));
                } else if (!example.edit().isEmpty()) {
                    Button add = Parts.small(TEXTS.get(example.edit().startsWith("cache:") ? "add-policy" : "add-edit"));
                    add.setTooltip(new Tooltip(example.edit()));
                    add.setOnAction(_ -> model.addEdit(example));
                    box.getChildren().add(Parts.row("plain-row", add));
                }
            }
        }, model.example(), model.openModel());
        showIf(box, model.example().isNotNull());
        return box;
    }

    /// That the example speaks of another model than the open one, and what opens it.
    private static List<Node> otherModel(PromptModel model, PromptModel.Example example) {
        Label note = Parts.label(TEXTS.get("other-model", example.model()), "warn-text");
        note.setWrapText(true);
        Button open = Parts.small(TEXTS.get("open-model", example.model()));
        open.setOnAction(_ -> model.openModelOf(example));
        return List.of(note, Parts.row("plain-row", open));
    }

    private static Button runButton(ObservableBooleanValue runnable, Runnable run) {
        Button button = Parts.primary(TEXTS.get("run"));
        button.getStyleClass().add("small");
        button.setGraphic(Icon.RUN.node(11));
        button.setId("prompt-run");
        button.disableProperty().bind(Bindings.not(runnable));
        button.setOnAction(_ -> run.run());
        return button;
    }

    static Node warning(PromptModel model) {
        Label warning = Parts.label("", "warn-text");
        warning.textProperty().bind(model.warning());
        warning.setWrapText(true);
        showIf(warning, model.warning().isNotEmpty());
        return warning;
    }

    static Node trouble(PromptModel model) {
        VBox box = new VBox();
        box.setSpacing(6);
        model.trouble().subscribe(trouble -> {
            box.getChildren().clear();
            if (trouble != null) {
                Label sentence = Parts.label(trouble.sentence(), "err-text");
                sentence.setWrapText(true);
                HBox foot = Parts.row("plain-row");
                if (trouble.step() != null) {
                    Button step = Parts.small(trouble.step());
                    step.setOnAction(_ -> trouble.act().run());
                    foot.getChildren().add(step);
                }
                foot.getChildren().addAll(Parts.spring(), Parts.label(trouble.code(), "note"));
                box.getChildren().addAll(sentence, foot);
            }
        });
        showIf(box, model.trouble().isNotNull());
        return box;
    }

    private static void showIf(Node node, ObservableBooleanValue shown) {
        node.visibleProperty().bind(shown);
        node.managedProperty().bind(shown);
    }

    /// Makes the field as high as its text, within limits.
    private void fitHeight() {
        javafx.scene.text.Text measure = new javafx.scene.text.Text(text.getText() + "\u200B");
        measure.setFont(text.getFont());
        measure.setWrappingWidth(Math.max(60, text.getWidth() - 2 * FIELD_PADDING));
        double height = measure.getLayoutBounds().getHeight();
        measure.setText("x");
        double line = measure.getLayoutBounds().getHeight();
        text.setPrefHeight(Math.clamp(height, LEAST_LINES * line, MOST_LINES * line) + FIELD_PADDING);
        text.setMinHeight(Region.USE_PREF_SIZE);
    }
}
