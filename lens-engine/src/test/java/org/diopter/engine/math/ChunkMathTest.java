package org.diopter.engine.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkMathTest {
    private static final int N = ChunkMath.SIZE;

    private final ChunkMath math = new ChunkMath();

    @Test
    void exponentialsAgreeWithDoublePrecision() {
        float shift = 17.25f;
        float[] x = new float[N];
        for (int i = 0; i < N; i++) {
            x[i] = shift - 85f * i / (N - 1);
        }
        float[] y = new float[N];
        math.exp(x, shift, y);
        for (int i = 0; i < N; i++) {
            double expected = Math.exp((double) x[i] - shift);
            assertEquals(1, y[i] / expected, 2e-7 * (1 + shift - x[i]), "exp of " + (x[i] - shift));
        }
    }

    @Test
    void theExponentialOfTheShiftItselfIsExactlyOne() {
        float[] x = new float[N];
        float[] y = new float[N];
        math.exp(x, 0, y);
        assertEquals(1f, y[0]);
        assertEquals(1f, y[N - 1]);
    }

    @Test
    void farBelowTheShiftExponentialsAreTinyAndFinite() {
        float[] x = new float[N];
        x[0] = -1e30f;
        x[1] = -200f;
        float[] y = new float[N];
        math.exp(x, 0, y);
        assertEquals(0, y[0], 2e-38);
        assertEquals(0, y[1], 2e-38);
    }

    @Test
    void xLogXAgreesWithDoublePrecisionFromTheSmallestProbabilityToOne() {
        float[] x = new float[N];
        for (int i = 0; i < N; i++) {
            x[i] = (float) Math.exp(-80.0 * i / (N - 1));
        }
        float[] sums = new float[N];
        math.addXLogX(x, sums);
        for (int i = 0; i < N; i++) {
            double expected = x[i] * Math.log(x[i]);
            assertEquals(expected, sums[i], 4e-7 * x[i] + 3e-7 * Math.abs(expected), "x log x of " + x[i]);
        }
    }

    @Test
    void zeroTimesItsLogarithmIsZero() {
        float[] sums = new float[N];
        math.addXLogX(new float[N], sums);
        assertEquals(0f, sums[0]);
    }

    @Test
    void countingAboveAThresholdLeavesEqualOnesOut() {
        Random random = new Random(7);
        float[] x = new float[N];
        int expected = 0;
        for (int i = 0; i < N; i++) {
            x[i] = random.nextInt(5);
            expected += x[i] > 2 ? 1 : 0;
        }
        int[] counts = new int[N];
        math.countAbove(x, 2, counts);
        assertEquals(expected, ChunkMath.sum(counts));
    }

    @Test
    void aNanStaysInTheMaximum() {
        float[] x = new float[N];
        x[3] = Float.NaN;
        float[] maxima = new float[N];
        ChunkMath.max(x, maxima);
        assertEquals(Float.NaN, maxima[3]);
    }
}
