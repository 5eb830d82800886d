package org.diopter.views.kit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.Garbage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SegmentsTest {
    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @Test
    void aSwitchAndItsPropertyAreOneHoweverMuchIsCollected() {
        BooleanProperty property = new SimpleBooleanProperty(true);
        Segments<Boolean> segments = Fx.get(() -> new Segments<>(Object::toString, false, true));
        Fx.run(() -> segments.value().bindBidirectional(property));
        assertTrue(segments.value().get());
        Garbage.collect();
        Fx.run(segments.button(false)::fire);
        assertFalse(property.get());
        Fx.run(() -> property.set(true));
        assertTrue(Fx.get(() -> segments.button(true).isSelected()));
    }
}
