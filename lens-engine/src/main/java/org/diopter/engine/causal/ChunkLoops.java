package org.diopter.engine.causal;

import java.util.Arrays;
import org.diopter.engine.math.ChunkMath;

/// Loops over chunks of [ChunkMath#SIZE] floats in the form that the JIT compiler turns into vector instructions: arrays of one type, walked from 0.
final class ChunkLoops {
    static final int SIZE = ChunkMath.SIZE;
    private static final int HALF = SIZE / 2;
    private static final int EIGHTH = SIZE / 8;

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

    /// a · b, folded in a fixed order: to a half while it is multiplied, to an eighth after, and the rest in four sums. A loop that adds up in one float stays
    /// scalar, and one over a quarter or less is too short for the vectors that it is unrolled to: both were measured to take four times as long.
    ///
    /// @param scratch Modified.
    static float dot(float[] a, float[] b, float[] scratch) {
        for (int i = 0; i < HALF; i++) {
            scratch[i] = Math.fma(a[i], b[i], a[i + HALF] * b[i + HALF]);
        }
        for (int i = 0; i < EIGHTH; i++) {
            scratch[i] = (scratch[i] + scratch[i + EIGHTH]) + (scratch[i + 2 * EIGHTH] + scratch[i + 3 * EIGHTH]);
        }
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        for (int i = 0; i < EIGHTH; i += 4) {
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

    /// d = p (exp(f y + g u) − 1), where |f y + g u| is at most 4; relative error below 10⁻⁶, however small d is. m = exp(x) − 1 of a sixteenth comes from its
    /// series, and four times from x to 2 x by (1 + m)² − 1 = m (m + 2): neither a range to be reduced nor bits to be moved.
    ///
    /// @param d Modified.
    static void change(float[] p, float[] y, float f, float[] u, float g, float[] d) {
        float f16 = f / 16;
        float g16 = g / 16;
        for (int i = 0; i < SIZE; i++) {
            float x = Math.fma(f16, y[i], g16 * u[i]);
            float m = Math.fma(x, 1f / 720, 1f / 120);
            m = Math.fma(x, m, 1f / 24);
            m = Math.fma(x, m, 1f / 6);
            m = Math.fma(x, m, 0.5f);
            m = Math.fma(x * x, m, x);
            m = m * (m + 2);
            m = m * (m + 2);
            m = m * (m + 2);
            m = m * (m + 2);
            d[i] = p[i] * m;
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

    /// Adds up d = e − k p, d y, d u and p u. All in one loop and folded to a half at once: what it touches fits into a first-level cache.
    ///
    /// @param sums Modified.
    static void addUp(float[] e, float[] p, float k, float[] y, float[] u, Sums sums) {
        final float[] sumD = sums.d();
        final float[] sumDy = sums.dy();
        final float[] sumDu = sums.du();
        final float[] sumPu = sums.pu();
        for (int i = 0; i < HALF; i++) {
            float d0 = e[i] - k * p[i];
            float d1 = e[i + HALF] - k * p[i + HALF];
            sumD[i] += d0 + d1;
            sumDy[i] = Math.fma(d0, y[i], Math.fma(d1, y[i + HALF], sumDy[i]));
            sumDu[i] = Math.fma(d0, u[i], Math.fma(d1, u[i + HALF], sumDu[i]));
            sumPu[i] = Math.fma(p[i], u[i], Math.fma(p[i + HALF], u[i + HALF], sumPu[i]));
        }
    }

    /// The same for differences that are there already.
    static void addUp(float[] d, float[] p, float[] y, float[] u, Sums sums) {
        final float[] sumD = sums.d();
        final float[] sumDy = sums.dy();
        final float[] sumDu = sums.du();
        final float[] sumPu = sums.pu();
        for (int i = 0; i < HALF; i++) {
            sumD[i] += d[i] + d[i + HALF];
            sumDy[i] = Math.fma(d[i], y[i], Math.fma(d[i + HALF], y[i + HALF], sumDy[i]));
            sumDu[i] = Math.fma(d[i], u[i], Math.fma(d[i + HALF], u[i + HALF], sumDu[i]));
            sumPu[i] = Math.fma(p[i], u[i], Math.fma(p[i + HALF], u[i + HALF], sumPu[i]));
        }
    }

    /// Sums in lanes, one for each place in half a chunk.
    ///
    /// @param d Σ d
    /// @param dy Σ d y
    /// @param du Σ d u
    /// @param pu Σ p u
    @SuppressWarnings("ArrayRecordComponent")
    record Sums(float[] d, float[] dy, float[] du, float[] pu) {
        Sums() {
            this(new float[HALF], new float[HALF], new float[HALF], new float[HALF]);
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
