package org.diopter.views.kit;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.input.KeyCode;

/// A field for a number with two decimals within limits. Enter takes what was typed, the arrows step.
public final class DecimalField extends SteppedField {
    private static final double HUNDREDTHS = 100;

    private final DoubleProperty value = new SimpleDoubleProperty();
    private final double least;
    private final double most;
    private final double step;

    /// @param name what the number is, for a screen reader
    /// @param step what an arrow changes
    public DecimalField(String name, double least, double most, double initial, double step) {
        super(name);
        this.least = least;
        this.most = most;
        this.step = step;
        value.set(initial);
        Watch.all(this::write, value);
    }

    /// The number.
    public DoubleProperty value() {
        return value;
    }

    @Override
    double step(KeyCode key) {
        return key == KeyCode.UP ? step : key == KeyCode.DOWN ? -step : 0;
    }

    @Override
    void add(double by) {
        set(value.get() + by);
    }

    @Override
    void take() {
        if (getText().equals(written())) {
            return; // what stands there may have more decimals than can be typed
        }
        String text = getText().strip().replace('−', '-');
        if (text.matches("-?([0-9]{1,4}([.][0-9]{0,6})?|[.][0-9]{1,6})")) {
            set(Double.parseDouble(text));
        }
        // Else the last number stands again.
        write();
    }

    private void set(double number) {
        value.set(Math.clamp(Math.rint(HUNDREDTHS * number) / HUNDREDTHS, least, most));
    }

    private void write() {
        setText(written());
    }

    private String written() {
        String text = Double.toString(value.get());
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
