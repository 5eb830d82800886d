package org.diopter.app.action;

import java.util.Locale;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/// A key without modifiers as a shortcut. It does not match while someone is typing text.
final class BareKey extends KeyCombination {
    private final KeyCode code;
    private final String name;

    /// @param name the key as [KeyCode] names it, in any case: `S`, `Open_Bracket`
    BareKey(String name) {
        super(ModifierValue.UP, ModifierValue.UP, ModifierValue.UP, ModifierValue.UP, ModifierValue.UP);
        this.code = KeyCode.valueOf(name.toUpperCase(Locale.ROOT));
        this.name = name;
    }

    String name() {
        return name;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getDisplayText() {
        return Shortcuts.text(this);
    }

    @Override
    public boolean match(KeyEvent event) {
        boolean typing = event.getTarget() instanceof TextInputControl || event.getTarget() instanceof Spinner;
        return !typing && event.getCode() == code && super.match(event);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BareKey that && that.code == code;
    }

    @Override
    public int hashCode() {
        return code.hashCode();
    }
}
