package org.diopter.engine.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The features that differ between normal prompts by more than rounding. What is read from the embedding of the last token of a prompt, say, is the
/// same for all that end in `Answer:`; such features have no place in a covariance.
///
/// @param kept their indices, ascending
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
record VaryingFeatures(int[] kept) {
    /// Log-probabilities of one text read in two runs of float32 differ by less.
    private static final double ROUNDING = 1e-5;

    /// @param rows [n][features], at least 2
    static VaryingFeatures of(double[][] rows) {
        return new VaryingFeatures(IntStream.range(0, rows[0].length)
                .filter(feature -> varies(Arrays.stream(rows).mapToDouble(row -> row[feature]).toArray()))
                .toArray());
    }

    /// Whether numbers differ by more than rounding; numbers that are none do.
    static boolean varies(double[] values) {
        double least = Arrays.stream(values).min().orElse(0);
        double largest = Arrays.stream(values).max().orElse(0);
        return !(largest - least <= ROUNDING * Math.max(1, Math.abs(largest)));
    }

    /// Rows of these features only.
    double[][] from(double[][] rows) {
        return Arrays.stream(rows).map(row -> Arrays.stream(kept).mapToDouble(feature -> row[feature]).toArray()).toArray(double[][]::new);
    }
}
