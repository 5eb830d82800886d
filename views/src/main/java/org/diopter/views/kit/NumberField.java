package org.diopter.views.kit;

import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.scene.input.KeyCode;

/// A field for a whole number within limits. Enter takes what was typed, the arrows step, Page Up and Page Down step by ten.
public final class NumberField extends SteppedField {
    private final IntegerProperty value = new SimpleIntegerProperty();
    private int least;
    private int most;

    /// @param name what the number is, for a screen reader
    public NumberField(String name, int least, int most, int initial) {
        super(name);
        this.least = least;
        this.most = most;
        value.set(initial);
        Watch.all(this::write, value);
    }

    /// The number.
    public IntegerProperty value() {
        return value;
    }

    /// Sets the limits; the number moves inside.
    public void limits(int least, int most) {
        this.least = least;
        this.most = most;
        value.set(Math.clamp(value.get(), least, most));
    }

    @Override
    double step(KeyCode key) {
        return switch (key) {
            case KeyCode.UP -> 1;
            case KeyCode.DOWN -> -1;
            case KeyCode.PAGE_UP -> 10;
            case KeyCode.PAGE_DOWN -> -10;
            default -> 0;
        };
    }

    @Override
    void add(double by) {
        value.set(Math.clamp(value.get() + (int) by, least, most));
    }

    @Override
    void take() {
        try {
            value.set(Math.clamp(Integer.parseInt(getText().strip()), least, most));
        } catch (NumberFormatException noNumber) {
            // The last number stands again.
        }
        write();
    }

    private void write() {
        setText(Integer.toString(value.get()));
    }
}
