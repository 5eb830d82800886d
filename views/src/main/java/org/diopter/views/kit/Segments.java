package org.diopter.views.kit;

import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.ToggleButton;
import org.controlsfx.control.SegmentedButton;

/// A switch with a few named positions, one of which is always taken.
public final class Segments<T> extends SegmentedButton {
    private final ObjectProperty<T> value;

    /// @param label what a position is called
    @SafeVarargs
    public Segments(Function<T, String> label, T... positions) {
        value = new SimpleObjectProperty<>(positions[0]);
        getStyleClass().add("segments");
        for (T position : positions) {
            ToggleButton button = new ToggleButton(label.apply(position));
            button.setUserData(position);
            button.setOnAction(_ -> {
                value.set(position);
                button.setSelected(true);
            });
            getButtons().add(button);
        }
        Watch.all(() -> select(value.get()), value);
    }

    /// Lets a switch of two positions and a property be one. A binding to the property as an object would be collected as garbage sooner or later, and the
    /// switch would do nothing.
    public static void join(Segments<Boolean> two, BooleanProperty property) {
        Watch.all(() -> two.value().set(property.get()), property);
        two.value().subscribe((_, now) -> property.set(now));
    }

    /// The position that is taken.
    public ObjectProperty<T> value() {
        return value;
    }

    /// The button of a position.
    public ToggleButton button(T position) {
        return getButtons().stream().filter(b -> b.getUserData().equals(position)).findFirst().orElseThrow();
    }

    private void select(T position) {
        getButtons().forEach(b -> b.setSelected(b.getUserData().equals(position)));
    }
}
