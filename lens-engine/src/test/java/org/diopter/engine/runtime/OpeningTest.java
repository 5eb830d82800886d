package org.diopter.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpeningTest {
    private final List<String> closed = new ArrayList<>();

    @Test
    void whatWasOpenedIsClosedIfALaterStepThrows() {
        assertThrows(IllegalStateException.class, () -> {
            try (Opening opening = new Opening()) {
                opening.with("first", closed::add);
                opening.with("second", closed::add);
                throw new IllegalStateException("the third");
            }
        });
        assertEquals(List.of("second", "first"), closed);
    }

    @Test
    void whatIsWhollyOpenStaysOpen() {
        try (Opening opening = new Opening()) {
            opening.with("first", closed::add);
            opening.done();
        }
        assertEquals(List.of(), closed);
    }
}
