package org.diopter.views.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.diopter.views.figure.ValueRange.Scale;
import org.diopter.views.figure.ValueRange.Tick;
import org.junit.jupiter.api.Test;

final class ValueRangeTest {
    @Test
    void endsAreNotPassed() {
        ValueRange range = ValueRange.upTo(6);
        assertEquals(0, range.fraction(-1));
        assertEquals(0.5, range.fraction(3));
        assertEquals(1, range.fraction(60));
        assertTrue(Double.isNaN(range.fraction(Double.NaN)));
    }

    @Test
    void ranksGoByRatio() {
        ValueRange range = new ValueRange(1, 10_000, Scale.LOG, false, false);
        assertEquals(0.25, range.fraction(10), 1e-12);
        assertEquals(0.5, range.fraction(100), 1e-12);
    }

    @Test
    void attentionGoesByTheSquareRoot() {
        assertEquals(0.5, new ValueRange(0, 0.4, Scale.SQRT, false, true).fraction(0.1), 1e-12);
    }

    @Test
    void fitGoesFromTheSecondToTheNinetyEighthPercentile() {
        double[] values = IntStream.rangeClosed(0, 100).mapToDouble(i -> i).toArray();
        ValueRange range = ValueRange.fit(values, Scale.LINEAR);
        assertEquals(new ValueRange(2, 98, Scale.LINEAR, true, true), range);
    }

    @Test
    void fitLeavesOutWhatIsNotFinite() {
        double[] values = {Double.NaN, 1, 2, Double.POSITIVE_INFINITY, 3};
        ValueRange range = ValueRange.fit(values, Scale.LINEAR);
        assertTrue(range.low() >= 1 && range.high() <= 3, range::describe);
    }

    @Test
    void equalValuesStillMakeARange() {
        assertFalse(Double.isNaN(ValueRange.fit(new double[] {2, 2, 2}, Scale.LINEAR).fraction(2)));
        assertEquals(0, ValueRange.fit(new double[] {1, 1}, Scale.LOG).fraction(1));
        assertEquals(0, ValueRange.fit(new double[] {}, Scale.LINEAR).low());
    }

    @Test
    void differencesAreSymmetric() {
        ValueRange range = ValueRange.fitSymmetric(new double[] {-3, 1, 0});
        assertEquals(-range.high(), range.low());
        assertEquals(0.5, range.fraction(0));
    }

    @Test
    void aFewFarLargerDifferencesDoNotHideTheOthers() {
        double[] changes = {0.1, -0.1, 0.1, -0.1, 0.1, -0.1, 0.1, 8, -9};
        ValueRange most = ValueRange.fitMost(changes);
        assertEquals(0.3, most.high(), 1e-12);
        assertEquals(-0.3, most.low(), 1e-12);
        assertTrue(most.clipsLow() && most.clipsHigh());
        assertEquals(ValueRange.fitSymmetric(new double[] {-3, 1, 0}), ValueRange.fitMost(new double[] {-3, 1, 0}), "where all are of one size nothing is cut");
        assertEquals(ValueRange.fitSymmetric(new double[0]), ValueRange.fitMost(new double[0]));
    }

    @Test
    void clippedEndsAreMarked() {
        assertEquals(List.of("0", "2", "4", "≥ 6"), labels(ValueRange.upTo(6)));
        assertEquals(List.of("≤ 2", "25", "50", "75", "≥ 98"), labels(new ValueRange(2, 98, Scale.LINEAR, true, true)));
    }

    @Test
    void ticksAreRound() {
        assertEquals(List.of("0", "0.25", "0.5", "0.75", "1"), labels(ValueRange.of(0, 1)));
        assertEquals(List.of("1", "10", "100", "1\u2009000", "8\u2009192"), labels(new ValueRange(1, 8192, Scale.LOG, false, false)));
        assertEquals(List.of("0", "0.1", "≥ 0.4"), labels(new ValueRange(0, 0.4, Scale.SQRT, false, true)));
        assertEquals(List.of("−4", "−2", "0", "+2", "+4"), labels(ValueRange.of(-4, 4)));
    }

    @Test
    void thereAreAtLeastThreeTicksAndTheyDoNotTouch() {
        for (double high = 0.003; high < 50_000; high *= 1.37) {
            for (Scale scale : Scale.values()) {
                double low = scale == Scale.LOG ? high / 40 : 0;
                List<Tick> ticks = new ValueRange(low, high, scale, false, true).ticks(4);
                assertTrue(ticks.size() >= 3, ticks::toString);
                for (int i = 1; i < ticks.size(); i++) {
                    assertTrue(ticks.get(i).fraction() - ticks.get(i - 1).fraction() > 0.05, ticks::toString);
                }
            }
        }
    }

    @Test
    void anEmptyRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ValueRange.of(1, 1));
        assertThrows(IllegalArgumentException.class, () -> ValueRange.of(0, Double.NaN));
    }

    private static List<String> labels(ValueRange range) {
        return range.ticks(4).stream().map(Tick::label).toList();
    }
}
