package org.diopter.engine.cache.less;

/// GELU in its exact form, x Φ(x).
final class Gelu {
    private static final float SQRT_HALF = 0.70710678f;
    private static final float DENSITY_AT_0 = 0.3989423f;
    /// Beyond it erf is ±1 in float32.
    private static final float END = 4f;

    private Gelu() {}

    /// y = GELU(x).
    ///
    /// @param x Not modified.
    /// @param y Modified. May be `x`.
    static void apply(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] = 0.5f * x[i] * (1 + erf(x[i] * SQRT_HALF));
        }
    }

    /// The derivative.
    static float slope(float x) {
        return 0.5f * (1 + erf(x * SQRT_HALF)) + x * DENSITY_AT_0 * (float) Math.exp(-0.5 * x * x);
    }

    /// A rational approximation of odd degree 13, within a few units in the last place.
    private static float erf(float unbounded) {
        float x = Math.max(-END, Math.min(END, unbounded));
        float square = x * x;
        float p = -2.72614225801306e-10f;
        p = p * square + 2.77068142495902e-08f;
        p = p * square - 2.10102402082508e-06f;
        p = p * square - 5.69250639462346e-05f;
        p = p * square - 7.34990630326855e-04f;
        p = p * square - 2.95459980854025e-03f;
        p = p * square - 1.60960333262415e-02f;
        float q = -1.45660718464996e-05f;
        q = q * square - 2.13374055278905e-04f;
        q = q * square - 1.68282697438203e-03f;
        q = q * square - 7.37332916720468e-03f;
        q = q * square - 1.42647390514189e-02f;
        return x * p / q;
    }
}
