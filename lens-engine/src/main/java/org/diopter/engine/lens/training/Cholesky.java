package org.diopter.engine.lens.training;

import java.util.Optional;

/// The inverse of the triangular factor of a symmetric positive definite matrix: with S = L Lᵀ, the M = L⁻¹ for which M S Mᵀ = I.
final class Cholesky {
    private Cholesky() {}

    /// @param s [n × n] row by row, symmetric. Modified: its upper triangle becomes Lᵀ.
    /// @return L⁻¹, [n × n] row by row, lower triangular; nothing if s is not positive definite
    static Optional<double[]> inverseFactor(double[] s, int n) {
        if (!factor(s, n)) {
            return Optional.empty();
        }
        double[] inverse = new double[n * n];
        for (int i = 0; i < n; i++) {
            int row = i * n;
            for (int k = 0; k < i; k++) {
                addMultiple(inverse, k * n, -s[k * n + i], inverse, row, k + 1);
            }
            inverse[row + i] = 1;
            double pivot = 1 / s[row + i];
            for (int j = 0; j <= i; j++) {
                inverse[row + j] *= pivot;
            }
        }
        return Optional.of(inverse);
    }

    /// Row k of the upper triangle is divided by its pivot and taken from the rows below: long loops over neighbouring numbers.
    ///
    /// @return whether every pivot was positive
    private static boolean factor(double[] s, int n) {
        for (int k = 0; k < n; k++) {
            int row = k * n;
            if (!(s[row + k] > 0)) {
                return false;
            }
            double root = Math.sqrt(s[row + k]);
            for (int j = k; j < n; j++) {
                s[row + j] /= root;
            }
            for (int i = k + 1; i < n; i++) {
                addMultiple(s, row + i, -s[row + i], s, i * n + i, n - i);
            }
        }
        return true;
    }

    /// to += factor · from.
    private static void addMultiple(double[] from, int fromIndex, double factor, double[] to, int toIndex, int length) {
        for (int j = 0; j < length; j++) {
            to[toIndex + j] += factor * from[fromIndex + j];
        }
    }
}
