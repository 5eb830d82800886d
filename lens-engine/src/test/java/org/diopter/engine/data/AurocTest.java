package org.diopter.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;

class AurocTest {
    @Test
    void tiesCountOneHalf() {
        boolean[] labels = {false, false, true, true, false, true};
        double[] scores = {0.1, 0.4, 0.4, 0.8, 0.4, 0.2};
        assertEquals(2 / 3.0, Auroc.area(scores, labels), 1e-15); // 5 wins and 2 ties of 9 pairs
    }

    @Test
    void perfectAndReversedScoresAreOneAndZero() {
        boolean[] labels = {false, true, false, true};
        assertEquals(1, Auroc.area(new double[] {1, 3, 2, 4}, labels));
        assertEquals(0, Auroc.area(new double[] {4, 2, 3, 1}, labels));
        assertEquals(new Auroc(1, 1, 1), Auroc.of(new double[] {1, 3, 2, 4}, labels, 50, 1));
    }

    @Test
    void theIntervalHoldsTheValueAndTheSeedDecides() {
        double[] scores = IntStream.range(0, 40).mapToDouble(i -> i * 7 % 40).toArray();
        boolean[] labels = new boolean[40];
        for (int i = 0; i < 40; i++) {
            labels[i] = scores[i] > 25 || i % 5 == 0;
        }
        Auroc auroc = Auroc.of(scores, labels, 500, 1);
        assertTrue(auroc.lower() < auroc.value() && auroc.value() < auroc.upper(), auroc.toString());
        assertEquals(auroc, Auroc.of(scores, labels, 500, 1));
        assertTrue(!auroc.equals(Auroc.of(scores, labels, 500, 2)), "another seed");
    }

    @Test
    void examplesOfOneKindAndNotANumberAreRefused() {
        assertThrows(UnusableInputException.class, () -> Auroc.area(new double[] {1, 2}, new boolean[] {true, true}));
        assertThrows(UnusableInputException.class, () -> Auroc.area(new double[] {1, Double.NaN}, new boolean[] {true, false}));
    }

    @Test
    void aSplitTakesEachExampleOnce() {
        TrainTestSplit split = TrainTestSplit.of(10, 0.75, 4);
        assertEquals(7, split.train().size());
        assertEquals(IntStream.range(0, 10).boxed().toList(), Stream.concat(split.train().stream(), split.test().stream()).sorted().toList());
        assertEquals(split, TrainTestSplit.of(10, 0.75, 4));
        assertEquals(1, TrainTestSplit.of(2, 0.99, 4).test().size());
        assertThrows(UnusableInputException.class, () -> TrainTestSplit.of(1, 0.75, 4));
    }
}
