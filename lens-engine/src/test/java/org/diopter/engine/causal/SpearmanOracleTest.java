package org.diopter.engine.causal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.diopter.engine.math.Spearman;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpearmanOracleTest {
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
