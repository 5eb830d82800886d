package org.diopter.views.kit;

import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// A field for a number: Enter and leaving it take what was typed, keys step. What is no number is put back.
abstract sealed class SteppedField extends TextField permits DecimalField, NumberField {
    /// @param name what the number is, for a screen reader
    SteppedField(String name) {
        setAccessibleText(name);
        setOnAction(_ -> take());
        focusedProperty().subscribe((_, focused) -> {
            if (!focused) {
                take();
            }
        });
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            double by = step(event.getCode());
            if (by != 0) {
                take();
                add(by);
                event.consume();
            }
        });
    }

    /// What a key changes; 0 for keys that change nothing.
    abstract double step(KeyCode key);

    /// Changes the number within its limits.
    abstract void add(double by);

    /// Makes what was typed the number, if it is one, and writes the number.
    abstract void take();
}
