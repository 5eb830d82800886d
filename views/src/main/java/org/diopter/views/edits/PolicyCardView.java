package org.diopter.views.edits;

import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;

/// The card of the cache policy: what it keeps, when keys leave, mute and solo. Its settings are changed in the cache view.
final class PolicyCardView extends HBox {
    private static final Texts TEXTS = Texts.of(PolicyCardView.class);
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final PseudoClass IDLE = PseudoClass.getPseudoClass("idle");

    private final StackPane icon = new StackPane(Icon.CACHE.node(14));
    private final Label title = Parts.label("", "strong");
    private final Label settings = Parts.label("", "secondary");
    private final Label when = Parts.label("", "secondary");
    private final ToggleButton mute = EditCardView.letter("mute");
    private final ToggleButton solo = EditCardView.letter("solo");

    PolicyCardView(EditStackModel model) {
        getStyleClass().add("edit-card");
        setId("policy-card");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.LIST_ITEM);
        title.setMinWidth(0);
        settings.managedProperty().bind(settings.textProperty().isNotEmpty());
        mute.setOnAction(_ -> model.toggleMuted(EditCards.POLICY));
        solo.setOnAction(_ -> model.toggleSolo(EditCards.POLICY));
        StackPane noHandle = new StackPane();
        noHandle.getStyleClass().add("no-handle");
        VBox body = new VBox(3, Parts.row("tight-row", icon, title, Parts.spring(), mute, solo), settings, when);
        body.getStyleClass().add("edit-card-body");
        body.setMinWidth(0);
        HBox.setHgrow(body, Priority.ALWAYS);
        getChildren().addAll(noHandle, body);
    }

    /// @param acts whether the policy acts
    /// @param ordinal its number among all that acts, from 1: behind the edits
    void show(PolicyCard card, boolean acts, int ordinal, boolean selected) {
        PolicyWords words = PolicyWords.of(card.use());
        icon.getStyleClass().setAll(acts ? "edit" : "plain");
        title.setText(words.title());
        settings.setText(words.settings());
        when.setText(words.when());
        mute.setSelected(card.muted());
        solo.setSelected(card.solo());
        pseudoClassStateChanged(SELECTED, selected);
        pseudoClassStateChanged(IDLE, !acts);
        String state = acts ? TEXTS.get("acts", ordinal) : TEXTS.get(card.muted() ? "is-muted" : "is-not-solo");
        setAccessibleText(String.join(", ", words.title(), words.settings(), words.when(), state));
    }
}
