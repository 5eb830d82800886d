package org.diopter.engine.causal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpearmanTest {
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

    /// The coefficients stored with the reference numbers.
    @ParameterizedTest
    @CsvSource({"layer1.full, 0.821657509157509", "layer3.mean, 0.9047619047619048", "layer1.random, 0.8095238095238096"})
    void agreesWithTheReference(String set, double expected) {
        try (Oracle oracle = Oracle.open()) {
            double[] energies = oracle.numbers().numbers(set + ".energy_nats");
            double[] effects = oracle.numbers().numbers(set + ".effect_nats");
            assertEquals(expected, Spearman.rho(energies, effects), 1e-9);
        }
    }
}
