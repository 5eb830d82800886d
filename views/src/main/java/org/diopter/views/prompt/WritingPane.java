package org.diopter.views.prompt;

import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.diopter.engine.generate.Sampling;
import org.diopter.views.kit.DecimalField;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.NumberField;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;

/// The section of the left pane that lets the model go on with the prompt: Write and Stop, how tokens are chosen, and what was written, A and B side by side
/// while there are edits.
public final class WritingPane extends VBox {
    private static final Texts TEXTS = Texts.of(WritingPane.class);
    private static final int MOST_TOKENS = 4_096;
    private static final int MOST_KEPT = 1_000_000;
    private static final double FIELD = 58;

    private final WritingModel model;

    /// @param writable whether there is something to go on with
    /// @param keys the shortcut that begins and stops, for the tooltip
    /// @param toggle begins, or stops
    /// @param takeBack puts the prompt back
    public WritingPane(WritingModel model, ObservableBooleanValue writable, String keys, Runnable toggle, Runnable takeBack) {
        this.model = model;
        getStyleClass().add("section");
        ToggleButton more = Parts.iconToggle(Icon.SETTINGS, TEXTS.get("write-settings"));
        Node settings = settings();
        showIf(settings, more.selectedProperty());
        Node written = written(takeBack);
        showIf(written, model.baseline().isNotEmpty().or(model.edited().isNotEmpty()).or(model.running()).or(model.remark().isNotEmpty()));
        VBox body = new VBox(settings, written);
        body.getStyleClass().add("section-body");
        showIf(body, settings.visibleProperty().or(written.visibleProperty()));
        getChildren().addAll(
                Parts.row("section-head", Parts.label(TEXTS.get("write-on"), "title"), Parts.spring(), more, button(writable, keys, toggle)), body);
    }

    private Button button(ObservableBooleanValue writable, String keys, Runnable toggle) {
        Button button = Parts.small(TEXTS.get("write"));
        button.setId("prompt-write");
        button.textProperty().bind(Bindings.when(model.running()).then(TEXTS.get("stop")).otherwise(TEXTS.get("write")));
        button.accessibleTextProperty().bind(Bindings.when(model.running()).then(TEXTS.get("write-stop")).otherwise(TEXTS.get("write-start")));
        button.setTooltip(new Tooltip(TEXTS.get("write-keys", keys)));
        button.disableProperty().bind(Bindings.not(writable));
        button.setOnAction(_ -> toggle.run());
        return button;
    }

    private Node settings() {
        NumberField tokens = new NumberField(TEXTS.get("write-tokens"), 1, MOST_TOKENS, model.tokens().get());
        tokens.value().bindBidirectional(model.tokens());
        DecimalField temperature = new DecimalField(TEXTS.get("temperature"), 0, Sampling.HOTTEST, model.temperature().get(), 0.1);
        temperature.value().bindBidirectional(model.temperature());
        NumberField topK = new NumberField(TEXTS.get("top-k"), 0, MOST_KEPT, model.topK().get());
        topK.value().bindBidirectional(model.topK());
        DecimalField topP = new DecimalField(TEXTS.get("top-p"), 0.01, 1, model.topP().get(), 0.05);
        topP.value().bindBidirectional(model.topP());
        NumberField seed = new NumberField(TEXTS.get("seed"), 0, Integer.MAX_VALUE, model.seed().get());
        seed.value().bindBidirectional(model.seed());
        for (TextField drawing : new TextField[] {topK, topP, seed}) {
            drawing.disableProperty().bind(model.temperature().isEqualTo(0));
        }
        GridPane grid = new GridPane();
        grid.setHgap(6);
        grid.setVgap(4);
        TextField[] fields = {tokens, temperature, topK, topP, seed};
        for (int i = 0; i < fields.length; i++) {
            Label name = Parts.label(fields[i].getAccessibleText(), "note");
            name.setLabelFor(fields[i]);
            fields[i].setPrefWidth(FIELD);
            fields[i].setMinWidth(FIELD);
            grid.add(name, i % 2 * 2, i / 2);
            grid.add(fields[i], i % 2 * 2 + 1, i / 2);
        }
        return new VBox(4, grid, wrapped("write-hint"));
    }

    private static Label wrapped(String key) {
        Label hint = Parts.label(TEXTS.get(key), "note");
        hint.setWrapText(true);
        return hint;
    }

    private Node written(Runnable takeBack) {
        Node a = column("A", "write-baseline", model.baseline(), model.compared());
        Node b = column("B", "write-edited", model.edited(), model.compared());
        showIf(b, model.compared());
        HBox both = new HBox(8, a, b);
        Label remark = Parts.label("", "note");
        remark.setWrapText(true);
        remark.textProperty().bind(model.remark());
        showIf(remark, model.remark().isNotEmpty());
        Button back = Parts.small(TEXTS.get("take-back"));
        back.setOnAction(_ -> takeBack.run());
        back.setTooltip(new Tooltip(TEXTS.get("take-back-help")));
        showIf(back, model.grown().and(model.running().not()));
        return new VBox(6, both, remark, back);
    }

    /// What one of both has written.
    private static Node column(String side, String name, StringProperty text, ObservableBooleanValue named) {
        Label head = Parts.label(TEXTS.get(name), "note");
        showIf(head, named);
        Label words = Parts.label("", "secondary");
        words.setId("written-" + side);
        words.setWrapText(true);
        words.textProperty().bind(text);
        words.setMinHeight(USE_PREF_SIZE);
        Watch.all(() -> words.setAccessibleText(TEXTS.get(name) + ": " + text.get()), text);
        VBox column = new VBox(2, head, words);
        column.setPrefWidth(100);
        HBox.setHgrow(column, Priority.ALWAYS);
        return column;
    }

    private static void showIf(Node node, ObservableBooleanValue shown) {
        node.visibleProperty().bind(shown);
        node.managedProperty().bind(shown);
    }
}
