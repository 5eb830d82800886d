package org.diopter.app.action;

import java.util.Locale;
import java.util.Map;
import javafx.scene.input.KeyCombination;

/// Shortcuts as the bundle writes them and as people read them.
final class Shortcuts {
    private static final Map<String, String> NAMES = Map.of(
            "Open_Bracket", "[",
            "Close_Bracket", "]",
            "Equals", "+",
            "Minus", "−",
            "Comma", ",",
            "Digit0", "0",
            "Digit1", "1",
            "Digit2", "2",
            "Digit3", "3",
            "Digit4", "4");

    private Shortcuts() {}

    /// A combination such as `Shortcut+Shift+C`, or one key alone, such as `S` or `Open_Bracket`, which acts only while no text field has the focus.
    static KeyCombination parse(String text) {
        boolean bare = !text.contains("+") && !text.matches("F\\d+|Esc");
        return bare ? new BareKey(text) : KeyCombination.valueOf(text.replace('_', ' '));
    }

    /// The shortcut as the window shows it: `Ctrl Shift C`.
    static String text(KeyCombination shortcut) {
        if (shortcut instanceof BareKey bare) {
            return NAMES.getOrDefault(bare.name(), bare.name());
        }
        // The name has Ctrl last of the modifiers; people write it first.
        String name = shortcut.getName();
        String[] parts = (name.contains("Shortcut+") ? "Shortcut+" + name.replace("Shortcut+", "") : name).split("\\+");
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i].replace("Shortcut", "Ctrl").replace(' ', '_');
            parts[i] = NAMES.getOrDefault(part, part.isEmpty() ? part : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        return String.join(" ", parts);
    }
}
