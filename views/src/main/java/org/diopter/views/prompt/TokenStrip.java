package org.diopter.views.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.figure.TokenLabel;
import org.diopter.views.figure.TokenLabels;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TokenField;
import org.diopter.views.kit.TokenText;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// The prompt as its tokens: choose one, and put another in its place, beside it, or take it away.
final class TokenStrip extends VBox {
    private static final Texts TEXTS = Texts.of(TokenStrip.class);
    /// More tokens than this are no matter of single ones.
    private static final int MOST = 256;
    private static final int FOUND = 5;

    private final PromptModel model;
    private final FlowPane tokens = new FlowPane();
    private final ToggleGroup group = new ToggleGroup();
    private final TokenField field;
    private final VBox editor;
    private int selected = -1;

    TokenStrip(PromptModel model, ViewContext context) {
        this.model = model;
        field = new TokenField(context, FOUND, this::replace);
        getStyleClass().add("token-strip");
        tokens.getStyleClass().add("token-flow");
        HBox acts = Parts.row("plain-row", act("replace", this::replace), act("before", () -> insert(0)), act("after", () -> insert(1)),
                act("delete", this::delete));
        editor = new VBox(6, field, acts);
        editor.managedProperty().bind(editor.visibleProperty());
        getChildren().setAll(tokens, editor);
        Watch.all(() -> field.use(model.tokenizer().get()), model.tokenizer());
        Watch.all(this::show, model.sequence(), visibleProperty());
    }

    private static Button act(String key, Runnable act) {
        Button button = Parts.small(TEXTS.get(key));
        button.setId("token-" + key);
        button.setTooltip(new Tooltip(TEXTS.get(key + ".help")));
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> act.run());
        return button;
    }

    /// One button a token. Nothing is made while it is not seen.
    private void show() {
        TokenSequence sequence = model.sequence().get();
        tokens.getChildren().clear();
        if (sequence == null || !isVisible()) {
            editor.setVisible(false);
            return;
        }
        selected = Math.min(selected, sequence.length() - 1);
        for (int position = 0; position < Math.min(MOST, sequence.length()); position++) {
            tokens.getChildren().add(button(sequence.id(position), position));
        }
        if (sequence.length() > MOST) {
            tokens.getChildren().add(Parts.label(TEXTS.get("more", sequence.length() - MOST), "faint"));
        }
        editor.setVisible(selected >= 0);
    }

    private ToggleButton button(int id, int position) {
        TokenLabel label = TokenLabels.label(id, model.tokenizer().get());
        ToggleButton button = new ToggleButton(null, new TokenText(label));
        button.getStyleClass().add("token-button");
        button.setToggleGroup(group);
        button.setSelected(position == selected);
        String place = TEXTS.get("place", label.spoken(), Integer.toString(id), position);
        button.setAccessibleText(place);
        button.setTooltip(new Tooltip(place));
        button.setOnAction(_ -> {
            selected = position;
            button.setSelected(true);
            editor.setVisible(true);
            field.text().requestFocus();
        });
        return button;
    }

    private void replace() {
        field.chosen().ifPresent(id -> change(ids -> ids.set(selected, id)));
    }

    private void insert(int behind) {
        field.chosen().ifPresent(id -> {
            change(ids -> ids.add(selected + behind, id));
        });
    }

    private void delete() {
        change(ids -> {
            if (ids.size() > 1) {
                ids.remove(selected);
            }
        });
    }

    private void change(Consumer<List<Integer>> how) {
        TokenSequence now = model.sequence().get();
        if (now != null && selected >= 0 && selected < now.length()) {
            List<Integer> ids = new ArrayList<>(IntStream.of(now.toArray()).boxed().toList());
            how.accept(ids);
            model.useTokens(TokenSequence.of(ids));
        }
    }
}
