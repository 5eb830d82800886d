package org.diopter.views.kit;

import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// Offers to go on with what was broken off, or to forget it.
public final class UnfinishedOffer extends VBox {
    private static final Texts TEXTS = Texts.of(UnfinishedOffer.class);

    /// @param sentence what was broken off
    /// @param offered whether it is shown
    public UnfinishedOffer(String sentence, ObservableBooleanValue offered, Runnable resume, Runnable forget) {
        Button goOn = Parts.small(TEXTS.get("resume"));
        goOn.setOnAction(_ -> resume.run());
        Button leave = Parts.small(TEXTS.get("forget"));
        leave.setOnAction(_ -> forget.run());
        Label text = Parts.label(sentence, "plain");
        text.setMinWidth(0);
        getChildren().add(Parts.row("banner", Icon.WARNING.node(14), text, Parts.spring(), goOn, leave));
        setMaxHeight(USE_PREF_SIZE);
        setStyle("-fx-padding: 12");
        visibleProperty().bind(offered);
        managedProperty().bind(offered);
    }
}
