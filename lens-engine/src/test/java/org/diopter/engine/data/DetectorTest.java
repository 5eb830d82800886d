package org.diopter.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingSupplier;

/// Detectors on points whose place is known, and on rows that say nothing.
class DetectorTest {
    @Test
    void whatLiesFarAwayScoresHighest() {
        double[][] cloud = cloud(60, 3, 1);
        double[][] tested = {{0, 0, 0}, {9, -9, 9}};
        for (Function<double[][], AnomalyDetector> fit : List.<Function<double[][], AnomalyDetector>>of(
                rows -> IsolationForest.fit(rows, 3), rows -> LocalOutlierFactor.fit(rows, 20))) {
            double[] scores = fit.apply(cloud).scores(tested);
            assertTrue(scores[1] > 1.3 * scores[0], Arrays.toString(scores));
        }
    }

    @Test
    void theRelativeMahalanobisDistanceSeesUnusualCombinations() {
        double[][] onALine = cloud(200, 2, 2);
        for (double[] row : onALine) {
            row[1] = row[0] + 0.1 * row[1];
        }
        double[] scores = RelativeMahalanobis.fit(onALine).scores(new double[][] {{1, 1}, {1, -1}});
        assertTrue(scores[0] < 1 && scores[1] > 50, Arrays.toString(scores));
    }

    @Test
    void theSameSeedGrowsTheSameForest() {
        double[][] cloud = cloud(300, 4, 3);
        assertArrayEquals(IsolationForest.fit(cloud, 5).scores(cloud), IsolationForest.fit(cloud, 5).scores(cloud));
    }

    @Test
    void averagePathLengthsAreAsPublished() {
        assertEquals(0, IsolationTree.averagePathLength(1));
        assertEquals(1, IsolationTree.averagePathLength(2));
        assertEquals(10.244770920119917, IsolationTree.averagePathLength(256), 1e-14);
    }

    @Test
    void rowsThatAreAllTheSameSayNothing() {
        double[][] constant = IntStream.range(0, 40).mapToObj(i -> new double[] {1, 2}).toArray(double[][]::new);
        for (Function<double[][], AnomalyDetector> fit : all()) {
            assertRefused("D-403", "All 40 normal prompts have the same features", () -> fit.apply(constant));
        }
    }

    @Test
    void oneConstantFeatureIsNoTroubleForNeighboursAndTrees() {
        double[][] rows = cloud(60, 3, 4);
        for (double[] row : rows) {
            row[1] = 7;
        }
        assertTrue(Double.isFinite(IsolationForest.fit(rows, 1).scores(rows)[0]));
        assertTrue(Double.isFinite(LocalOutlierFactor.fit(rows, 20).scores(rows)[0]));
        assertRefused("D-403", "Feature 1 is the same in all 60 normal prompts", () -> RelativeMahalanobis.fit(rows));
    }

    @Test
    void aFeatureThatFollowsFromOthersIsNamed() {
        double[][] rows = cloud(60, 3, 5);
        for (double[] row : rows) {
            row[2] = row[0] - 2 * row[1];
        }
        assertRefused("D-403", "Feature 2 follows from those before it", () -> RelativeMahalanobis.fit(rows));
    }

    @Test
    void notANumberIsNamed() {
        double[][] rows = cloud(60, 3, 6);
        AnomalyDetector fitted = LocalOutlierFactor.fit(rows, 20);
        rows[5][2] = Double.NaN;
        for (Function<double[][], AnomalyDetector> fit : all()) {
            assertRefused("D-403", "Feature 2 of row 5 is NaN", () -> fit.apply(rows));
        }
        assertRefused("D-403", "Feature 2 of row 5 is NaN", () -> scored(fitted, rows));
    }

    @Test
    void tooFewRowsAreRefusedWithNumbers() {
        double[][] rows = cloud(20, 30, 7);
        assertRefused("D-401", "with 20 neighbours needs at least 21 normal prompts to learn from; there are 20",
                () -> LocalOutlierFactor.fit(rows, 20));
        assertRefused("D-401", "there are 20 for 30 features", () -> RelativeMahalanobis.fit(rows));
        assertRefused("D-401", "1 normal prompts are too few", () -> IsolationForest.fit(cloud(1, 3, 8), 1));
    }

    @Test
    void rowsOfDifferentLengthsAreRefused() {
        double[][] rows = Stream.concat(Stream.of(cloud(30, 3, 9)), Stream.of(new double[] {1, 2})).toArray(double[][]::new);
        for (Function<double[][], AnomalyDetector> fit : all()) {
            assertRefused("D-403", "Row 30 has 2 features, others have 3", () -> fit.apply(rows));
        }
    }

    private static List<Function<double[][], AnomalyDetector>> all() {
        return List.of(rows -> IsolationForest.fit(rows, 1), rows -> LocalOutlierFactor.fit(rows, 20), RelativeMahalanobis::fit);
    }

    private static AnomalyDetector scored(AnomalyDetector detector, double[][] rows) {
        assertEquals(rows.length, detector.scores(rows).length);
        return detector;
    }

    private static double[][] cloud(int rows, int features, long seed) {
        Random random = new Random(seed);
        double[][] cloud = new double[rows][features];
        for (double[] row : cloud) {
            Arrays.setAll(row, i -> random.nextGaussian());
        }
        return cloud;
    }

    private static void assertRefused(String code, String complaint, ThrowingSupplier<AnomalyDetector> action) {
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> action.get());
        assertTrue(refusal.sentence().contains(complaint), refusal.sentence());
        assertEquals(code, refusal.code());
    }
}
