package org.diopter.views.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.control.Button;
import javafx.stage.Stage;
import org.diopter.views.kit.WindowTheme;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PromptPaneTest {
    private final PromptModel model = new PromptModel(List.of(new PromptModel.Example("Capitals", "The capital of France is")));
    private final SimpleBooleanProperty runnable = new SimpleBooleanProperty(true);
    private int runs;
    private final PromptPane pane = Fx.get(() -> new PromptPane(model, runnable, () -> runs++));
    private final Stage stage = Fx.get(() -> Fx.show(pane, 272, 400, WindowTheme.LIGHT));

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @AfterEach
    void hide() {
        Fx.run(stage::close);
    }

    private Button run() {
        return (Button) pane.lookup("#prompt-run");
    }

    @Test
    void fieldAndModelHoldTheSameText() {
        Fx.run(() -> pane.text().setText("The"));
        assertEquals("The", model.text().get());
        Fx.run(() -> model.text().set("The capital"));
        assertEquals("The capital", Fx.get(() -> pane.text().getText()));
    }

    @Test
    void runRunsOnlyWithAModel() {
        Fx.run(() -> run().fire());
        assertEquals(1, runs);
        Fx.run(() -> runnable.set(false));
        assertTrue(Fx.get(() -> run().isDisabled()));
    }

    @Test
    void theFieldGrowsWithItsTextUpToEightLines() {
        double few = Fx.get(() -> pane.text().getPrefHeight());
        Fx.run(() -> pane.text().setText("line\n".repeat(5)));
        double some = Fx.get(() -> pane.text().getPrefHeight());
        Fx.run(() -> pane.text().setText("line\n".repeat(50)));
        double many = Fx.get(() -> pane.text().getPrefHeight());
        Fx.run(() -> pane.text().setText("line\n".repeat(90)));
        assertTrue(few < some && some < many, few + " " + some + " " + many);
        assertEquals(many, Fx.get(() -> pane.text().getPrefHeight()));
    }

    @Test
    void troubleShowsItsCodeAndItsStep() {
        boolean[] cut = {false};
        Fx.run(() -> model.trouble().set(new PromptModel.Trouble("1,311 tokens; the model takes 1,024.", "D-201", "Cut and run", () ->
                cut[0] = true)));
        Button step = Fx.get(() -> pane.lookupAll(".button").stream().map(Button.class::cast).filter(b -> "Cut and run".equals(b.getText()))
                .findFirst().orElseThrow());
        Fx.run(step::fire);
        assertTrue(cut[0]);
        Fx.run(() -> model.trouble().set(null));
        assertFalse(Fx.get(() -> pane.lookupAll(".button").stream().map(Button.class::cast).anyMatch(b -> "Cut and run".equals(b.getText()))));
    }
}
