package org.diopter.engine.causal;

import java.util.Arrays;
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

    /// Adds up d = e − k p, d y, d u and p u. All in one loop and folded to a quarter at once: what it touches fits into a first-level cache.
    ///
    /// @param sums Modified.
    static void addUp(float[] e, float[] p, float k, float[] y, float[] u, Sums sums) {
        final float[] sumD = sums.d();
        final float[] sumDy = sums.dy();
        final float[] sumDu = sums.du();
        final float[] sumPu = sums.pu();
        for (int i = 0; i < QUARTER; i++) {
            float d0 = e[i] - k * p[i];
            float d1 = e[i + QUARTER] - k * p[i + QUARTER];
            float d2 = e[i + 2 * QUARTER] - k * p[i + 2 * QUARTER];
            float d3 = e[i + 3 * QUARTER] - k * p[i + 3 * QUARTER];
            float u0 = u[i];
            float u1 = u[i + QUARTER];
            float u2 = u[i + 2 * QUARTER];
            float u3 = u[i + 3 * QUARTER];
            sumD[i] += (d0 + d1) + (d2 + d3);
            sumDy[i] += Math.fma(d0, y[i], d1 * y[i + QUARTER]) + Math.fma(d2, y[i + 2 * QUARTER], d3 * y[i + 3 * QUARTER]);
            sumDu[i] += Math.fma(d0, u0, d1 * u1) + Math.fma(d2, u2, d3 * u3);
            sumPu[i] += Math.fma(p[i], u0, p[i + QUARTER] * u1) + Math.fma(p[i + 2 * QUARTER], u2, p[i + 3 * QUARTER] * u3);
        }
    }

    /// Sums in lanes, one for each place in a quarter of a chunk.
    ///
    /// @param d Σ d
    /// @param dy Σ d y
    /// @param du Σ d u
    /// @param pu Σ p u
    @SuppressWarnings("ArrayRecordComponent")
    record Sums(float[] d, float[] dy, float[] du, float[] pu) {
        Sums() {
            this(new float[QUARTER], new float[QUARTER], new float[QUARTER], new float[QUARTER]);
        }

        void clear() {
            Arrays.fill(d, 0);
            Arrays.fill(dy, 0);
            Arrays.fill(du, 0);
            Arrays.fill(pu, 0);
        }
    }

    /// sums += a b.
    ///
    /// @param sums Modified.
    static void addProduct(float[] a, float[] b, float[] sums) {
        for (int i = 0; i < SIZE; i++) {
            sums[i] = Math.fma(a[i], b[i], sums[i]);
        }
    }

    /// sums += p (a − b).
    ///
    /// @param sums Modified.
    static void addChange(float[] p, float[] a, float[] b, float[] sums) {
        for (int i = 0; i < SIZE; i++) {
            sums[i] = Math.fma(p[i], a[i] - b[i], sums[i]);
        }
    }

    /// minima = min(minima, a).
    ///
    /// @param minima Modified.
    static void min(float[] a, float[] minima) {
        for (int i = 0; i < SIZE; i++) {
            minima[i] = Math.min(minima[i], a[i]);
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
