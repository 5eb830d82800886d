package org.diopter.app.action;

import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCombination;

/// One thing the user can do, wherever it is offered.
///
/// @param id its name in the registry and the bundle: `file.open`. The part before the dot is its menu
/// @param title the text of a menu entry, ending in `…` where a dialog asks for more
/// @param help one sentence that says what it does
/// @param shortcut the keys that run it
/// @param enabled whether it can be done now
/// @param selected the state it switches, where it is a switch
/// @param run what it does
public record Action(
        String id,
        String title,
        String help,
        Optional<KeyCombination> shortcut,
        ObservableBooleanValue enabled,
        Optional<BooleanProperty> selected,
        Runnable run) {

    /// Does it, if it can be done now.
    public void fire() {
        if (enabled.get()) {
            run.run();
        }
    }

    /// The menu it stands in.
    public String menu() {
        return id.substring(0, id.indexOf('.'));
    }

    /// The shortcut as the user reads it, empty where there is none.
    public String shortcutText() {
        return shortcut.map(Shortcuts::text).orElse("");
    }
}
