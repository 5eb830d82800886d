package org.diopter.engine.causal;

import org.diopter.engine.math.ChunkMath;

/// Loops over chunks of [ChunkMath#SIZE] floats in the form that the JIT compiler turns into vector instructions: arrays of one type, walked from 0.
final class ChunkLoops {
    static final int SIZE = ChunkMath.SIZE;
    private static final int QUARTER = SIZE / 4;
    private static final int SIXTEENTH = SIZE / 16;

    private ChunkLoops() {}

    /// x = integers, as floats.
    ///
    /// @param x Modified.
    static void widen(short[] integers, float[] x) {
        for (int i = 0; i < SIZE; i++) {
            x[i] = integers[i];
        }
    }

    /// sums += f₀ a₀ + f₁ a₁ + f₂ a₂ + f₃ a₃.
    ///
    /// @param sums Modified.
    static void addFour(float[][] a, float f0, float f1, float f2, float f3, float[] sums) {
        float[] a0 = a[0];
        float[] a1 = a[1];
        float[] a2 = a[2];
        float[] a3 = a[3];
        for (int i = 0; i < SIZE; i++) {
            sums[i] = Math.fma(f0, a0[i], Math.fma(f1, a1[i], Math.fma(f2, a2[i], Math.fma(f3, a3[i], sums[i]))));
        }
    }

    /// sums += f a.
    ///
    /// @param sums Modified.
    static void add(float[] a, float f, float[] sums) {
        for (int i = 0; i < SIZE; i++) {
            sums[i] = Math.fma(f, a[i], sums[i]);
        }
    }

    /// a · b, folded in a fixed order: to a quarter while it is multiplied, to a sixteenth after, and the rest in four sums. A loop that adds up in one
    /// float stays scalar, and halving on and on ends in loops too short to be worth it: both were measured to take four times as long.
    ///
    /// @param scratch Modified.
    static float dot(float[] a, float[] b, float[] scratch) {
        for (int i = 0; i < QUARTER; i++) {
            float first = Math.fma(a[i], b[i], a[i + QUARTER] * b[i + QUARTER]);
            float second = Math.fma(a[i + 2 * QUARTER], b[i + 2 * QUARTER], a[i + 3 * QUARTER] * b[i + 3 * QUARTER]);
            scratch[i] = first + second;
        }
        for (int i = 0; i < SIXTEENTH; i++) {
            scratch[i] = (scratch[i] + scratch[i + SIXTEENTH]) + (scratch[i + 2 * SIXTEENTH] + scratch[i + 3 * SIXTEENTH]);
        }
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        for (int i = 0; i < SIXTEENTH; i += 4) {
            sum0 += scratch[i];
            sum1 += scratch[i + 1];
            sum2 += scratch[i + 2];
            sum3 += scratch[i + 3];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }

    /// z = f y + g u + b.
    ///
    /// @param z Modified.
    static void combine(float[] y, float f, float[] u, float g, float[] b, float[] z) {
        for (int i = 0; i < SIZE; i++) {
            z[i] = Math.fma(f, y[i], Math.fma(g, u[i], b[i]));
        }
    }

    /// d = e − k p.
    ///
    /// @param d Modified.
    static void difference(float[] e, float[] p, float k, float[] d) {
        for (int i = 0; i < SIZE; i++) {
            d[i] = e[i] - k * p[i];
        }
    }

    /// sumD += d.
    ///
    /// @param sumD Modified.
    static void add(float[] d, float[] sumD) {
        for (int i = 0; i < SIZE; i++) {
            sumD[i] += d[i];
        }
    }

    /// sumDy += d y, sumDu += d u, sumPy += p y and sumPu += p u.
    static void addMoments(float[] d, float[] p, float[] y, float[] u, Moments sums) {
        float[] dy = sums.differenceY();
        float[] du = sums.differenceU();
        float[] py = sums.baseY();
        float[] pu = sums.baseU();
        for (int i = 0; i < SIZE; i++) {
            dy[i] = Math.fma(d[i], y[i], dy[i]);
            du[i] = Math.fma(d[i], u[i], du[i]);
            py[i] = Math.fma(p[i], y[i], py[i]);
            pu[i] = Math.fma(p[i], u[i], pu[i]);
        }
    }

    /// Sums in lanes, one for each place in a chunk.
    ///
    /// @param differenceY Σ d y
    /// @param differenceU Σ d u
    /// @param baseY Σ p y
    /// @param baseU Σ p u
    @SuppressWarnings("ArrayRecordComponent")
    record Moments(float[] differenceY, float[] differenceU, float[] baseY, float[] baseU) {}

    /// sums += p (a − b).
    ///
    /// @param sums Modified.
    static void addChange(float[] p, float[] a, float[] b, float[] sums) {
        for (int i = 0; i < SIZE; i++) {
            sums[i] = Math.fma(p[i], a[i] - b[i], sums[i]);
        }
    }

    /// The largest.
    static float max(float[] a) {
        float max = Float.NEGATIVE_INFINITY;
        for (float value : a) {
            max = Math.max(max, value);
        }
        return max;
    }

    /// sums += f a + g b.
    ///
    /// @param sums Modified.
    static void addTwo(float[] a, float f, float[] b, float g, float[] sums) {
        for (int i = 0; i < SIZE; i++) {
            sums[i] = Math.fma(f, a[i], Math.fma(g, b[i], sums[i]));
        }
    }

    /// a = a b.
    ///
    /// @param a Modified.
    static void multiply(float[] a, float[] b) {
        for (int i = 0; i < SIZE; i++) {
            a[i] *= b[i];
        }
    }
}
