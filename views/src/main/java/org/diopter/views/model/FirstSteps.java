package org.diopter.views.model;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TitledPanel;

/// The notes of a first start: what to try next.
public final class FirstSteps extends StackPane {
    private static final Texts TEXTS = Texts.of(FirstSteps.class);
    private static final int STEPS = 4;

    /// @param close takes the notes away for good
    public FirstSteps(String keysShortcut, String paletteShortcut, Runnable close) {
        VBox steps = new VBox();
        steps.setStyle("-fx-padding: 14 16 14 16; -fx-spacing: 14");
        for (int i = 1; i <= STEPS; i++) {
            Label what = Parts.label(TEXTS.get("step." + i + ".what"), "secondary");
            what.setWrapText(true);
            Label number = Parts.label(Integer.toString(i), "step-number");
            VBox text = new VBox(Parts.label(TEXTS.get("step." + i), "strong"), what);
            HBox.setHgrow(text, Priority.ALWAYS);
            HBox step = new HBox(number, text);
            step.setSpacing(10);
            steps.getChildren().add(step);
        }
        ScrollPane scroll = new ScrollPane(steps);
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        HBox foot = Parts.row("steps-foot", Parts.label(TEXTS.get("press"), "secondary"), Parts.label(keysShortcut, "key"),
                Parts.label(TEXTS.get("for-keys"), "secondary"), Parts.label(paletteShortcut, "key"),
                Parts.label(TEXTS.get("for-commands"), "secondary"));
        TitledPanel panel = new TitledPanel(TEXTS.get("next"), new VBox(scroll, foot));
        Button done = Parts.iconButton(Icon.CLOSE, TEXTS.get("close-notes"));
        done.setOnAction(_ -> close.run());
        panel.tools().getChildren().add(done);
        getChildren().add(panel);
        setPrefWidth(420);
        setMinWidth(280);
    }
}
