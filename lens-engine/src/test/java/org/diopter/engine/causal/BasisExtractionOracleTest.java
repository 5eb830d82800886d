package org.diopter.engine.causal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.diopter.engine.causal.CausalBasis.Direction;
import org.diopter.engine.runtime.Cancellation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Extraction from a trained model, against one in float64. The influence has several maxima, so it is compared from one side only.
class BasisExtractionOracleTest {
    @ParameterizedTest
    @CsvSource({"1, mean, MEAN", "3, mean, MEAN", "1, zero, ZERO", "3, zero, ZERO", "1, resample, RESAMPLE", "3, resample, RESAMPLE"})
    void findsDirectionsAsInfluentialAsTheReference(int layer, String set, Ablation ablation) {
        try (Oracle oracle = Oracle.open()) {
            List<Direction> directions = extract(oracle, layer, ablation, BasisExtraction.Request.of(8, 0));
            double[] expected = oracle.numbers().numbers("layer" + layer + "." + set + ".energy_nats");
            assertTrue(directions.getFirst().influence() >= 0.95 * expected[0], "the first has " + directions.getFirst().influence() + " nats");
            assertTrue(sum(directions) >= 0.93 * Arrays.stream(expected).sum(), "all have " + sum(directions) + " nats");
            assertOrthonormal(directions);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1.0", "3, 1.05"})
    void restartsFindMore(int layer, double gain) {
        try (Oracle oracle = Oracle.open()) {
            List<Direction> once = extract(oracle, layer, Ablation.MEAN, BasisExtraction.Request.of(8, 0));
            List<Direction> restarted = extract(oracle, layer, Ablation.MEAN, BasisExtraction.Request.of(8, 0).withRestarts(12));
            double[] best = oracle.numbers().numbers("layer" + layer + ".mean-best.energy_nats");
            assertTrue(restarted.getFirst().influence() > gain * once.getFirst().influence());
            assertTrue(sum(restarted) > gain * sum(once), sum(restarted) + " against " + sum(once));
            assertTrue(sum(restarted) >= 0.97 * Arrays.stream(best).sum(), sum(restarted) + " nats");
            assertOrthonormal(restarted);
        }
    }

    /// All directions of a space of 64: the last searches have next to nothing left to turn.
    @Test
    void findsAWholeBasis() {
        try (Oracle oracle = Oracle.open()) {
            List<Direction> directions = extract(oracle, 3, Ablation.MEAN, BasisExtraction.Request.of(64, 0));
            double[] expected = oracle.numbers().numbers("layer3.full.energy_nats");
            assertEquals(64, directions.size());
            assertTrue(sum(directions) >= 0.93 * Arrays.stream(expected).sum(), "all have " + sum(directions) + " nats");
            assertOrthonormal(directions);
        }
    }

    private static List<Direction> extract(Oracle oracle, int layer, Ablation ablation, BasisExtraction.Request request) {
        try (Influence influence = oracle.influence(layer, ablation)) {
            return new BasisExtraction(oracle.tuned(layer), influence, request, new Cancellation()).run(BasisExtraction.Listener.NONE);
        }
    }

    private static double sum(List<Direction> directions) {
        return directions.stream().mapToDouble(Direction::influence).sum();
    }

    static void assertOrthonormal(List<Direction> directions) {
        for (int i = 0; i < directions.size(); i++) {
            for (int j = 0; j <= i; j++) {
                double product = 0;
                for (int k = 0; k < directions.get(i).vector().length; k++) {
                    product += (double) directions.get(i).vector()[k] * directions.get(j).vector()[k];
                }
                assertEquals(i == j ? 1 : 0, product, 1e-6, "directions " + i + " and " + j);
            }
        }
    }
}
