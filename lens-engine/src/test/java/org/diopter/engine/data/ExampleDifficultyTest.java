package org.diopter.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExampleDifficultyTest {
    @Test
    void examplesThatAreLearntLateAndPredictedLateCorrelate() {
        assertEquals(1, new ExampleDifficulty(List.of(0.5, 3.0, 7.25)).correlation(List.of(100.0, 900.0, 1000.0)), 1e-12);
    }

    @Test
    void oneExampleHasNoOrdering() {
        assertThrows(IllegalArgumentException.class, () -> new ExampleDifficulty(List.of(0.5)).correlation(List.of(1.0)));
    }
}
