package org.diopter.views.directions;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Watch;

/// A slider with a field beside it that shows the same number. The field takes numbers beyond the slider's ends; arrows and pages step in it.
final class ValueSlider extends HBox {
    private static final int DECIMALS = 2;
    private static final double FIELD = 52;

    private final DoubleProperty value = new SimpleDoubleProperty();
    private final Slider slider;
    private final TextField field = new TextField();
    private final double step;

    /// @param name what the number is, for a screen reader
    /// @param low the slider's lower end
    /// @param high its upper end
    /// @param step what an arrow changes
    ValueSlider(String name, double low, double high, double initial, double step) {
        this.step = step;
        slider = new Slider(low, high, initial);
        slider.setBlockIncrement(step);
        slider.setAccessibleText(name);
        slider.setPrefWidth(96);
        slider.setMinWidth(40);
        field.setAccessibleText(name);
        field.setPrefWidth(FIELD);
        field.setMinWidth(FIELD);
        value.set(initial);
        getStyleClass().add("value-slider");
        Label label = Parts.label(name, "tool-label");
        label.setMinWidth(USE_PREF_SIZE);
        getChildren().setAll(label, slider, field);
        slider.valueProperty().subscribe((_, now) -> {
            // The slider stands at an end while the field has gone beyond it.
            if (Math.clamp(value.get(), low, high) != now.doubleValue()) {
                value.set(rounded(now.doubleValue()));
            }
        });
        field.setOnAction(_ -> take());
        field.focusedProperty().subscribe(focused -> {
            if (!focused) {
                take();
            }
        });
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        Watch.all(() -> {
            slider.setValue(value.get());
            field.setText(written());
        }, value);
    }

    /// The number.
    DoubleProperty value() {
        return value;
    }

    /// Whether the slider is being dragged.
    ReadOnlyBooleanProperty changing() {
        return slider.valueChangingProperty();
    }

    private void key(KeyEvent event) {
        double by = event.getCode() == KeyCode.UP ? step
                : event.getCode() == KeyCode.DOWN ? -step
                : event.getCode() == KeyCode.PAGE_UP ? 10 * step : event.getCode() == KeyCode.PAGE_DOWN ? -10 * step : 0;
        if (by != 0) {
            take();
            value.set(rounded(value.get() + by));
            event.consume();
        }
    }

    private void take() {
        if (field.getText().equals(written())) {
            return; // what stands there may have more decimals than the slider
        }
        String text = field.getText().strip().replace('−', '-');
        if (text.matches("-?[0-9]{0,4}([.][0-9]{0,6})?") && text.matches(".*[0-9].*")) {
            value.set(rounded(Double.parseDouble(text)));
        }
        // Else the last number stands again.
        field.setText(written());
    }

    private String written() {
        return Numbers.atLeast(value.get(), DECIMALS).replace('−', '-');
    }

    private static double rounded(double number) {
        return Math.rint(100 * number) / 100;
    }
}
