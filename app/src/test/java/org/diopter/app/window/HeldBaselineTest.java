package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.diopter.views.edits.Runs;
import org.diopter.views.kit.WindowTheme;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HeldBaselineTest {
    private final Runs runs = new Runs();

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @Test
    void withoutAWindowThatHasTheFocusTheBaselineIsLetGo() {
        Stage stage = Fx.get(() -> {
            Stage shown = Fx.show(new StackPane(), 200, 200, WindowTheme.LIGHT);
            new HeldBaseline(runs).install(shown.getScene());
            return shown;
        });
        Fx.until("the focus", stage::isFocused);
        Fx.run(() -> Event.fireEvent(stage.getScene(), new KeyEvent(KeyEvent.KEY_PRESSED, "a", "a", KeyCode.A, false, false, false, false)));
        assertTrue(Fx.get(() -> runs.held().get()));
        Fx.run(() -> stage.setScene(new Scene(new StackPane())));
        assertFalse(Fx.get(() -> runs.held().get()));
        Fx.run(stage::close);
    }
}
