package org.diopter.engine.causal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Energies and gradients at given directions of a trained model, against float64; relative 1e-4, as stated with the reference numbers.
class InfluenceOracleTest {
    private static final double RELATIVE = 1e-4;

    @ParameterizedTest
    @CsvSource({
        "1, mean, MEAN", "1, mean-best, MEAN", "1, random, MEAN", "1, full, MEAN", "1, zero, ZERO", "1, resample, RESAMPLE",
        "3, mean, MEAN", "3, mean-best, MEAN", "3, random, MEAN", "3, full, MEAN", "3, zero, ZERO", "3, resample, RESAMPLE"
    })
    void energiesAtStoredDirections(int layer, String set, Ablation ablation) {
        try (Oracle oracle = Oracle.open();
                Influence influence = oracle.influence(layer, ablation)) {
            String prefix = "layer" + layer + "." + set;
            double[] expected = oracle.numbers().numbers(prefix + ".energy_nats");
            List<double[]> directions = oracle.columns(prefix + ".vectors");
            for (int j = 0; j < expected.length; j++) {
                assertEquals(expected[j], influence.energy(directions.get(j)), RELATIVE * expected[j], "direction " + j);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void gradientsAtStoredDirections(int layer) {
        try (Oracle oracle = Oracle.open();
                Influence influence = oracle.influence(layer, Ablation.MEAN)) {
            String prefix = "layer" + layer + ".gradient.";
            double[] energies = oracle.numbers().numbers(prefix + "E");
            List<double[]> directions = oracle.rows(prefix + "v");
            List<double[]> gradients = oracle.rows(prefix + "dE_dv");
            for (int i = 0; i < energies.length; i++) {
                Influence.Evaluation evaluation = influence.evaluate(directions.get(i));
                assertEquals(energies[i], evaluation.energy(), RELATIVE * energies[i]);
                double size = Vectors.norm(gradients.get(i));
                for (int k = 0; k < oracle.width(); k++) {
                    assertEquals(gradients.get(i)[k], evaluation.gradient()[k], RELATIVE * size, "component " + k + " of gradient " + i);
                }
            }
        }
    }

    /// E(P x / ‖P x‖) with P taking three directions away.
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void gradientsThroughTheProjection(int layer) {
        try (Oracle oracle = Oracle.open();
                Influence influence = oracle.influence(layer, Ablation.MEAN)) {
            String prefix = "layer" + layer + ".gradient.";
            double[] energies = oracle.numbers().numbers(prefix + "E_x");
            List<double[]> places = oracle.rows(prefix + "x");
            List<double[]> gradients = oracle.rows(prefix + "dE_dx");
            GreatCircle circle = new GreatCircle(influence, oracle.columns(prefix + "A").toArray(double[][]::new), 3);
            for (int i = 0; i < energies.length; i++) {
                Lbfgs.Point point = circle.at(places.get(i));
                assertEquals(energies[i], Math.exp(-point.value()), RELATIVE * energies[i]);
                double size = Vectors.norm(gradients.get(i));
                for (int k = 0; k < oracle.width(); k++) {
                    assertEquals(gradients.get(i)[k], -energies[i] * point.gradient()[k], RELATIVE * size, "component " + k + " of gradient " + i);
                }
            }
        }
    }
}
