package org.diopter.views.anomaly;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RocCurveTest {
    private final RocCurve curve = RocCurve.of(List.of(1.0, 3.0, 2.0, 3.0, 5.0), List.of(false, false, true, true, true));

    @Test
    void equalScoresAreOnePoint() {
        assertArrayEquals(new double[] {0, 0, 0.5, 0.5, 1}, curve.falseAlarms(), 1e-12);
        assertArrayEquals(new double[] {0, 1.0 / 3, 2.0 / 3, 1, 1}, curve.found(), 1e-12);
    }

    @Test
    void theBestThresholdFindsMostForTheFewestFalseAlarms() {
        assertEquals(2, curve.bestThreshold());
    }

    @Test
    void aThresholdBetweenScoresBelongsToThePointOfTheHigherOne() {
        assertEquals(1, curve.at(4));
        assertEquals(0, curve.at(6));
        assertEquals(4, curve.at(0));
    }
}
