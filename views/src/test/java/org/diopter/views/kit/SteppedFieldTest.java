package org.diopter.views.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import javafx.event.ActionEvent;
import javafx.event.Event;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SteppedFieldTest {
    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    private static String typed(TextField field, String text) {
        return Fx.get(() -> {
            field.setText(text);
            field.fireEvent(new ActionEvent());
            return field.getText();
        });
    }

    private static String pressed(TextField field, KeyCode key) {
        return Fx.get(() -> {
            Event.fireEvent(field, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, false, false, false));
            return field.getText();
        });
    }

    @Test
    void aWholeNumberStaysWithinItsLimitsAndStepsByOneAndTen() {
        NumberField field = Fx.get(() -> new NumberField("rank", 1, 20, 5));
        assertEquals("7", typed(field, " 7 "));
        assertEquals("8", pressed(field, KeyCode.UP));
        assertEquals("18", pressed(field, KeyCode.PAGE_UP));
        assertEquals("20", pressed(field, KeyCode.PAGE_UP));
        assertEquals("19", pressed(field, KeyCode.DOWN));
        assertEquals("1", typed(field, "-3"));
        assertEquals("1", typed(field, "many"));
        assertEquals(1, field.value().get());
    }

    @Test
    void aDecimalNumberHasTwoPlacesAndStepsByItsStep() {
        DecimalField field = Fx.get(() -> new DecimalField("temperature", 0, 2, 1, 0.1));
        assertEquals("0.33", typed(field, "0.333"));
        assertEquals("0.43", pressed(field, KeyCode.UP));
        assertEquals("2", typed(field, "9"));
        assertEquals("2", pressed(field, KeyCode.UP));
        assertEquals("2", typed(field, "NaN"));
        assertEquals(2, field.value().get());
    }

    @Test
    void whatWasTypedIsTakenBeforeAStep() {
        NumberField field = Fx.get(() -> new NumberField("rank", 1, 20, 5));
        Fx.run(() -> field.setText("11"));
        assertEquals("12", pressed(field, KeyCode.UP));
    }
}
