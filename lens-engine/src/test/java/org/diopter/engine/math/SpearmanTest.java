package org.diopter.engine.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SpearmanTest {
    @Test
    void theSameOrderIsOneAndTheReverseMinusOne() {
        assertEquals(1, Spearman.rho(new double[] {1, 5, 20}, new double[] {-3, 0, 0.5}), 1e-12);
        assertEquals(-1, Spearman.rho(new double[] {1, 5, 20}, new double[] {3, 2, 1}), 1e-12);
    }

    @Test
    void tiesShareTheirMeanRank() {
        // ranks 0, 1½, 1½, 3, 4 and 1, 0, 3, 3, 3; both have mean 2
        assertEquals(5.5 / Math.sqrt(9.5 * 8), Spearman.rho(new double[] {1, 2, 2, 3, 5}, new double[] {2, 1, 4, 4, 4}), 1e-12);
    }

    @Test
    void aConstantSideHasNoCorrelation() {
        assertEquals(Double.NaN, Spearman.rho(new double[] {1, 1}, new double[] {1, 2}));
    }

    @Test
    void differentNumbersOfValuesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Spearman.rho(new double[2], new double[3]));
    }

    @Test
    void anyRisingRelationIsOneAndAnyFallingOneMinusOne() {
        assertEquals(1, Spearman.rho(new double[] {1, 2, 3, 4}, new double[] {-5, 0.1, 0.2, 1e9}), 1e-12);
        assertEquals(-1, Spearman.rho(new double[] {1, 2, 3, 4}, new double[] {9, 8, 1, 0}), 1e-12);
    }

    /// Computed by hand: ranks 0, 1½, 1½, 3 against 0, 1, 2, 3.
    @Test
    void equalNumbersShareTheirRank() {
        assertEquals(4.5 / Math.sqrt(4.5 * 5), Spearman.rho(new double[] {1, 2, 2, 3}, new double[] {1, 2, 3, 4}), 1e-12);
    }

    @Test
    void onePairHasNoCorrelation() {
        assertTrue(Double.isNaN(Spearman.rho(new double[] {1}, new double[] {2})));
    }
}
