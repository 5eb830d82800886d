package org.diopter.engine.causal;

import java.util.Optional;
import org.diopter.engine.lens.Translator;
import org.diopter.engine.runtime.FloatTensor;

/// What a translator does to vectors of the stream, in double: t = T h + b with T = I + W. Without one nothing is changed.
final class AffineMap {
    private AffineMap() {}

    /// T h + b.
    static double[] of(Optional<Translator> translator, double[] h) {
        double[] t = linear(translator, h);
        translator.ifPresent(lens -> Vectors.add(1, lens.bias(), 0, t));
        return t;
    }

    /// T v.
    static double[] linear(Optional<Translator> translator, double[] v) {
        double[] t = v.clone();
        translator.ifPresent(lens -> {
            for (int row = 0; row < t.length; row++) {
                t[row] += Vectors.dot(lens.weight(), row * t.length, v);
            }
        });
        return t;
    }

    /// Tᵀ g.
    static double[] transposed(Optional<Translator> translator, double[] g) {
        double[] sum = g.clone();
        translator.ifPresent(lens -> {
            for (int row = 0; row < g.length; row++) {
                Vectors.add(g[row], lens.weight(), row * g.length, sum);
            }
        });
        return sum;
    }

    /// T h + b of every row; without a translator the rows themselves.
    ///
    /// @param rows [T, d]. Not modified.
    static FloatTensor rows(Optional<Translator> translator, FloatTensor rows) {
        if (translator.isEmpty()) {
            return rows;
        }
        int width = Math.toIntExact(rows.size(1));
        FloatTensor mapped = FloatTensor.zeros(rows.size(0), width);
        double[] h = new double[width];
        for (long from = 0; from < rows.elements(); from += width) {
            for (int k = 0; k < width; k++) {
                h[k] = rows.get(from + k);
            }
            double[] t = of(translator, h);
            for (int k = 0; k < width; k++) {
                mapped.set(from + k, (float) t[k]);
            }
        }
        return mapped;
    }
}
