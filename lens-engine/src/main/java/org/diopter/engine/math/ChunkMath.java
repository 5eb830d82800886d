package org.diopter.engine.math;

import java.lang.foreign.MemorySegment;

/// Element-wise kernels over chunks of [#SIZE] floats: long enough to be worth a loop, short enough that a dozen of them stay in a
/// first-level cache of 48 KiB (twice the size was measured to be a quarter slower).
///
/// Every loop walks arrays of one type from index 0, because that is the form the JIT compiler turns into vector instructions. Bits are moved between
/// float and int arrays by bulk copies for the same reason: `Float.intBitsToFloat` inside a loop keeps it scalar, ten times slower. An instance owns
/// scratch arrays: one a thread.
public final class ChunkMath {
    /// How many elements a chunk has.
    public static final int SIZE = 1024;

    private static final float LOG2_E = 1.442695f;
    /// Adding 1.5·2²³ to a small float rounds it to an integer, which then stands in the low bits.
    private static final float ROUND = 12582912f;
    /// exp underflows to 2⁻¹²⁶ below this power of two.
    private static final float LOWEST_POWER = -126f;
    private static final int EXPONENT_BIAS = 127 << 23;
    private static final int EXPONENT = 0xff800000;
    /// The bits of √½: mantissas are brought into [√½, √2).
    private static final int SQRT_HALF = 0x3f3504f3;
    /// log 2 · 2⁻²³: an exponent left in its place, as an integer, times this is its logarithm.
    private static final float LOG_2_BY_EXPONENT_UNIT = 0x1.62e43p-1f * 0x1p-23f;

    private final float[] floats = new float[SIZE];
    private final int[] bits = new int[SIZE];
    private final int[] exponents = new int[SIZE];
    private final MemorySegment floatBytes = MemorySegment.ofArray(floats);
    private final MemorySegment bitBytes = MemorySegment.ofArray(bits);

    /// y = exp(x − shift) for x of at most shift; relative error below 2·10⁻⁷ (1 + |x − shift|). Below −87 it gives about 10⁻³⁸ instead of less.
    ///
    /// @param x Not modified.
    /// @param y Modified.
    public void exp(float[] x, float shift, float[] y) {
        exp(x, SIZE, shift, y);
    }

    /// The same for the first numbers of a chunk.
    ///
    /// @param count at most [#SIZE]
    /// @param x Not modified.
    /// @param y Modified: the first `count`.
    public void exp(float[] x, int count, float shift, float[] y) {
        final float[] power = floats;
        for (int i = 0; i < count; i++) {
            float t = Math.max((x[i] - shift) * LOG2_E, LOWEST_POWER);
            float rounded = t + ROUND;
            float f = t - (rounded - ROUND);
            float p = 0.00015353353f;
            p = Math.fma(p, f, 0.0013398875f);
            p = Math.fma(p, f, 0.009618438f);
            p = Math.fma(p, f, 0.055503324f);
            p = Math.fma(p, f, 0.24022648f);
            p = Math.fma(p, f, 0.6931472f);
            p = Math.fma(p, f, 1f);
            y[i] = p;
            power[i] = rounded;
        }
        MemorySegment.copy(floatBytes, 0, bitBytes, 0, Float.BYTES * (long) count);
        final int[] scale = bits;
        for (int i = 0; i < count; i++) {
            scale[i] = (scale[i] << 23) + EXPONENT_BIAS;
        }
        MemorySegment.copy(bitBytes, 0, floatBytes, 0, Float.BYTES * (long) count);
        for (int i = 0; i < count; i++) {
            y[i] *= power[i];
        }
    }

    /// sums += x log x, with 0 log 0 = 0.
    ///
    /// @param x numbers of at least 0. Not modified.
    /// @param sums Modified.
    public void addXLogX(float[] x, float[] sums) {
        MemorySegment.copy(MemorySegment.ofArray(x), 0, bitBytes, 0, Float.BYTES * (long) SIZE);
        final int[] mantissa = bits;
        final int[] exponent = exponents;
        for (int i = 0; i < SIZE; i++) {
            int b = mantissa[i];
            int e = (b - SQRT_HALF) & EXPONENT;
            mantissa[i] = b - e;
            exponent[i] = e;
        }
        MemorySegment.copy(bitBytes, 0, floatBytes, 0, Float.BYTES * (long) SIZE);
        final float[] m = floats;
        for (int i = 0; i < SIZE; i++) {
            float f = m[i] - 1f;
            float p = -7.6230906e-2f;
            p = Math.fma(p, f, 1.2905529e-1f);
            p = Math.fma(p, f, -1.3242982e-1f);
            p = Math.fma(p, f, 1.4181630e-1f);
            p = Math.fma(p, f, -1.6609056e-1f);
            p = Math.fma(p, f, 2.0001985e-1f);
            p = Math.fma(p, f, -2.5001585e-1f);
            p = Math.fma(p, f, 3.3333325e-1f);
            p = Math.fma(p, f, -4.9999988e-1f);
            p = Math.fma(p, f, 1f);
            sums[i] += x[i] * Math.fma(exponent[i], LOG_2_BY_EXPONENT_UNIT, p * f);
        }
    }

    /// maxima = max(maxima, x); a NaN stays.
    ///
    /// @param maxima Modified.
    public static void max(float[] x, float[] maxima) {
        for (int i = 0; i < SIZE; i++) {
            maxima[i] = Math.max(maxima[i], x[i]);
        }
    }

    /// sumE += e and sumEz += e (z − shift).
    ///
    /// @param sumE Modified.
    /// @param sumEz Modified.
    public static void addMoments(float[] e, float[] z, float shift, float[] sumE, float[] sumEz) {
        for (int i = 0; i < SIZE; i++) {
            sumE[i] += e[i];
            sumEz[i] += e[i] * (z[i] - shift);
        }
    }

    /// sums += x (y − shift).
    ///
    /// @param sums Modified.
    public static void addProduct(float[] x, float[] y, float shift, float[] sums) {
        for (int i = 0; i < SIZE; i++) {
            sums[i] += x[i] * (y[i] - shift);
        }
    }

    /// counts += 1 where x > threshold: the sign of their difference is its highest bit.
    ///
    /// @param x no NaN. Not modified.
    /// @param counts Modified.
    public void countAbove(float[] x, float threshold, int[] counts) {
        final float[] difference = floats;
        for (int i = 0; i < SIZE; i++) {
            difference[i] = threshold - x[i];
        }
        MemorySegment.copy(floatBytes, 0, bitBytes, 0, Float.BYTES * (long) SIZE);
        final int[] sign = bits;
        for (int i = 0; i < SIZE; i++) {
            counts[i] += sign[i] >>> 31;
        }
    }

    /// x = factor x.
    ///
    /// @param x Modified.
    public static void scale(float[] x, float factor) {
        for (int i = 0; i < SIZE; i++) {
            x[i] *= factor;
        }
    }

    /// sums += |x − factor y| and mean = (x + factor y) / 2.
    ///
    /// @param mean Modified.
    /// @param sums Modified.
    public static void addDistance(float[] x, float[] y, float factor, float[] mean, float[] sums) {
        for (int i = 0; i < SIZE; i++) {
            float scaled = y[i] * factor;
            sums[i] += Math.abs(x[i] - scaled);
            mean[i] = (x[i] + scaled) * 0.5f;
        }
    }

    /// Σ x, in double.
    public static double sum(float[] x) {
        double sum = 0;
        for (float value : x) {
            sum += value;
        }
        return sum;
    }

    /// Σ x.
    public static long sum(int[] x) {
        long sum = 0;
        for (int value : x) {
            sum += value;
        }
        return sum;
    }
}
