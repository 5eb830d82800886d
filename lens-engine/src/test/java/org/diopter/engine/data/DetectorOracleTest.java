package org.diopter.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.diopter.engine.testing.Reference;
import org.diopter.engine.testing.Shared;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The detectors against scikit-learn and numpy on one matrix of features, at the tolerances stated with the numbers.
class DetectorOracleTest {
    private static final double RELATIVE = 1e-9;
    private static final int FEATURES = 30;

    private Reference reference;
    private double[][] train;
    private double[][] test;
    private boolean[] anomalous;

    @BeforeEach
    void features() {
        reference = Reference.read(Shared.file("oracles/methods/injection-detection/injection.safetensors"));
        train = rows(reference.numbers("train"));
        test = rows(reference.numbers("test"));
        double[] labels = reference.numbers("test_is_anomalous");
        anomalous = new boolean[labels.length];
        for (int i = 0; i < labels.length; i++) {
            anomalous[i] = labels[i] == 1;
        }
    }

    @Test
    void theLocalOutlierFactorIsTheirs() {
        LocalOutlierFactor detector = LocalOutlierFactor.fit(train, 20);
        assertClose("lof.anomaly", detector.scores(test));
        assertClose("lof.train_factor", detector.fittedScores());
        Auroc auroc = Auroc.of(detector.scores(test), anomalous, 1000, 7);
        assertEquals(0.9606666666666667, auroc.value(), 1e-15);
        assertEquals(0.9261826445649683, auroc.lower(), 0.015);
        assertEquals(0.9871130853994491, auroc.upper(), 0.015);
    }

    @Test
    void theirIsolationForestGivesTheirScores() {
        int[] offset = integers("iforest.tree_offset");
        List<IsolationTree> trees = new ArrayList<>();
        for (int i = 0; i + 1 < offset.length; i++) {
            trees.add(new IsolationTree(
                    Arrays.copyOfRange(integers("iforest.node_feature"), offset[i], offset[i + 1]),
                    Arrays.copyOfRange(reference.numbers("iforest.node_threshold"), offset[i], offset[i + 1]),
                    Arrays.copyOfRange(integers("iforest.node_left"), offset[i], offset[i + 1]),
                    Arrays.copyOfRange(integers("iforest.node_right"), offset[i], offset[i + 1]),
                    Arrays.copyOfRange(integers("iforest.node_samples"), offset[i], offset[i + 1])));
        }
        double[] scores = new IsolationForest(trees, 150, FEATURES).scores(test);
        assertClose("iforest.anomaly", scores);
        assertEquals(0.9176666666666666, Auroc.area(scores, anomalous), 1e-15);
    }

    @Test
    void aForestGrownHereIsOneOfThoseGrownThere() {
        double[] mean = reference.numbers("iforest.mean_anomaly_20_seeds");
        double[] deviation = reference.numbers("iforest.std_anomaly_20_seeds");
        for (long seed = 0; seed < 3; seed++) {
            double[] scores = IsolationForest.fit(train, seed).scores(test);
            double squares = 0;
            for (int i = 0; i < scores.length; i++) {
                double units = (scores[i] - mean[i]) / deviation[i];
                squares += units * units / scores.length;
                assertTrue(Math.abs(units) < 5, "row %d is %.1f standard deviations away".formatted(i, units));
            }
            assertTrue(squares < 2, "mean square of %f standard deviations".formatted(squares));
            double area = Auroc.area(scores, anomalous);
            assertTrue(area > 0.8596 - 0.03 && area < 0.932 + 0.03, "AUROC " + area);
        }
    }

    @Test
    void theMahalanobisDistancesAreTheirs() {
        RelativeMahalanobis detector = RelativeMahalanobis.fit(train);
        assertClose("mahalanobis", detector.distances(test));
        assertClose("mahalanobis_diagonal", detector.diagonalDistances(test));
        double[] expected = reference.numbers("srm.anomaly");
        double[] full = reference.numbers("mahalanobis");
        double[] scores = detector.scores(test);
        for (int i = 0; i < scores.length; i++) {
            assertEquals(expected[i], scores[i], RELATIVE * full[i]); // a difference of larger numbers
        }
        assertEquals(0.7376666666666666, Auroc.area(scores, anomalous), 1e-15);
    }

    private void assertClose(String name, double[] actual) {
        double[] expected = reference.numbers(name);
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], RELATIVE * Math.abs(expected[i]), name + " " + i);
        }
    }

    private int[] integers(String name) {
        return Arrays.stream(reference.numbers(name)).mapToInt(value -> (int) value).toArray();
    }

    private static double[][] rows(double[] values) {
        double[][] rows = new double[values.length / FEATURES][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(values, i * FEATURES, (i + 1) * FEATURES);
        }
        return rows;
    }
}
