package org.diopter.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {
    @Test
    void theSameOrderIsOneAndTheReverseMinusOne() {
        assertEquals(1, RankCorrelation.spearman(new double[] {1, 5, 20}, new double[] {-3, 0, 0.5}), 1e-12);
        assertEquals(-1, RankCorrelation.spearman(new double[] {1, 5, 20}, new double[] {3, 2, 1}), 1e-12);
    }

    @Test
    void tiesShareTheirMeanRank() {
        // ranks 0, 1½, 1½, 3, 4 and 1, 0, 3, 3, 3; both have mean 2
        assertEquals(5.5 / Math.sqrt(9.5 * 8), RankCorrelation.spearman(new double[] {1, 2, 2, 3, 5}, new double[] {2, 1, 4, 4, 4}), 1e-12);
    }

    @Test
    void aConstantSideHasNoCorrelation() {
        assertEquals(Double.NaN, RankCorrelation.spearman(new double[] {1, 1}, new double[] {1, 2}));
    }

    @Test
    void differentNumbersOfValuesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> RankCorrelation.spearman(new double[2], new double[3]));
    }

    @Test
    void examplesThatAreLearntLateAndPredictedLateCorrelate() {
        assertEquals(1, new ExampleDifficulty(List.of(0.5, 3.0, 7.25)).correlation(List.of(100.0, 900.0, 1000.0)), 1e-12);
    }
}
