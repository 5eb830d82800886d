package org.diopter.app.window;

import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Window;
import org.diopter.views.edits.Runs;

/// While the key A is held, the run without edits is looked at, whatever is looked at before and after.
record HeldBaseline(Runs runs) {
    void install(Scene scene) {
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            boolean alone = !event.isShortcutDown() && !event.isAltDown() && !event.isShiftDown();
            if (event.getCode() == KeyCode.A && alone && !(scene.getFocusOwner() instanceof TextInputControl)) {
                runs.held().set(true);
            }
        });
        // Of a key that is let go elsewhere nothing is heard here.
        scene.windowProperty().flatMap(Window::focusedProperty).subscribe(focused -> {
            if (focused == null || !focused) {
                runs.held().set(false);
            }
        });
        scene.addEventFilter(KeyEvent.KEY_RELEASED, event -> {
            if (event.getCode() == KeyCode.A) {
                runs.held().set(false);
            }
        });
    }
}
