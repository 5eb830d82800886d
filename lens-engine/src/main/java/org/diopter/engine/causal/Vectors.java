package org.diopter.engine.causal;

/// Sums over vectors of the stream, in double.
final class Vectors {
    private Vectors() {}

    /// a · b, with b's numbers from an index on.
    static double dot(float[] a, int from, double[] b) {
        double even = 0;
        double odd = 0;
        int k = 0;
        for (; k + 1 < b.length; k += 2) {
            even = Math.fma(a[from + k], b[k], even);
            odd = Math.fma(a[from + k + 1], b[k + 1], odd);
        }
        return k < b.length ? Math.fma(a[from + k], b[k], even + odd) : even + odd;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum = Math.fma(a[k], b[k], sum);
        }
        return sum;
    }

    /// sums += f a, with a's numbers from an index on.
    ///
    /// @param sums Modified.
    static void add(double f, float[] a, int from, double[] sums) {
        for (int k = 0; k < sums.length; k++) {
            sums[k] = Math.fma(f, a[from + k], sums[k]);
        }
    }

    /// sums += f a.
    ///
    /// @param sums Modified.
    static void add(double f, double[] a, double[] sums) {
        for (int k = 0; k < sums.length; k++) {
            sums[k] = Math.fma(f, a[k], sums[k]);
        }
    }

    /// x = f x.
    ///
    /// @param x Modified.
    static void scale(double f, double[] x) {
        for (int k = 0; k < x.length; k++) {
            x[k] *= f;
        }
    }

    static double norm(double[] x) {
        return Math.sqrt(dot(x, x));
    }

    /// Takes from a vector what lies in the span of others, twice: once leaves rounding of the size of what was taken.
    ///
    /// @param x Modified.
    /// @param orthonormal the first `count` of these
    static void removeSpan(double[] x, double[][] orthonormal, int count) {
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < count; i++) {
                add(-dot(orthonormal[i], x), orthonormal[i], x);
            }
        }
    }

    static float[] toFloats(double[] x) {
        float[] floats = new float[x.length];
        for (int k = 0; k < x.length; k++) {
            floats[k] = (float) x[k];
        }
        return floats;
    }

    static double[] toDoubles(float[] x) {
        double[] doubles = new double[x.length];
        for (int k = 0; k < x.length; k++) {
            doubles[k] = x[k];
        }
        return doubles;
    }
}
