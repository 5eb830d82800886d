package org.diopter.app.window;

import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
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
        scene.addEventFilter(KeyEvent.KEY_RELEASED, event -> {
            if (event.getCode() == KeyCode.A) {
                runs.held().set(false);
            }
        });
    }
}
