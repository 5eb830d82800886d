package org.diopter.views.edits;

import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;

/// One card of the stack: handle, what the edit is, mute and solo; under them, where the card is selected, the controls of its numbers.
final class EditCardView extends HBox {
    private static final Texts TEXTS = Texts.of(EditCardView.class);
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final PseudoClass IDLE = PseudoClass.getPseudoClass("idle");

    private final EditStackModel model;
    private final int number;
    private final StackPane handle = new StackPane(Icon.GRIP.node(14));
    private final StackPane icon = new StackPane();
    private final Label title = Parts.label("", "strong");
    private final Label place = Parts.label("", "secondary");
    private final Label positions = Parts.label("", "secondary");
    private final ToggleButton mute = letter("mute");
    private final ToggleButton solo = letter("solo");
    private final EditControls controls;

    EditCardView(EditStackModel model, int number, EditControls controls) {
        this.model = model;
        this.number = number;
        this.controls = controls;
        getStyleClass().add("edit-card");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.LIST_ITEM);
        handle.getStyleClass().add("handle");
        title.setMinWidth(0);
        mute.setOnAction(_ -> model.toggleMuted(number));
        solo.setOnAction(_ -> model.toggleSolo(number));
        VBox body = new VBox(3, Parts.row("tight-row", icon, title, Parts.spring(), mute, solo), place, positions, controls);
        body.getStyleClass().add("edit-card-body");
        body.setMinWidth(0);
        HBox.setHgrow(body, Priority.ALWAYS);
        getChildren().addAll(handle, body);
    }

    int number() {
        return number;
    }

    /// What is taken to drag the card to another place.
    Node handle() {
        return handle;
    }

    /// @param acts whether the card's edit acts
    /// @param ordinal its place among the acting edits, from 1, as the grid's discs count
    void show(EditCard card, boolean acts, int ordinal, boolean selected) {
        EditWords words = EditWords.of(card.edit());
        icon.getChildren().setAll(words.icon().node(14));
        icon.getStyleClass().setAll(acts ? "edit" : "plain");
        title.setText(words.title());
        place.setText(words.place());
        positions.setText(words.positions());
        mute.setSelected(card.muted());
        solo.setSelected(card.solo());
        pseudoClassStateChanged(SELECTED, selected);
        pseudoClassStateChanged(IDLE, !acts);
        controls.setVisible(selected);
        if (selected) {
            controls.show(card.edit());
        }
        String state = acts ? TEXTS.get("acts", ordinal) : TEXTS.get(card.muted() ? "is-muted" : "is-not-solo");
        setAccessibleText(String.join(", ", words.title(), words.place(), words.positions(), state));
    }

    EditStackModel model() {
        return model;
    }

    static ToggleButton letter(String name) {
        ToggleButton button = new ToggleButton(TEXTS.get(name));
        button.getStyleClass().add("letter");
        button.setTooltip(new Tooltip(TEXTS.get(name + ".help")));
        button.setAccessibleText(TEXTS.get(name + ".help"));
        button.setFocusTraversable(false);
        return button;
    }
}
