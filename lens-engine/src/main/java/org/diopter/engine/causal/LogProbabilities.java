package org.diopter.engine.causal;

import org.diopter.engine.runtime.FloatTensor;

/// Distributions over the vocabulary as natural logarithms, in double.
final class LogProbabilities {
    private LogProbabilities() {}

    /// log softmax of one row of logits.
    ///
    /// @param logits [rows, V]. Not modified.
    static double[] of(FloatTensor logits, int row) {
        float[] z = new float[Math.toIntExact(logits.size(1))];
        logits.copyTo((long) row * z.length, z, 0, z.length);
        double[] wide = new double[z.length];
        for (int j = 0; j < z.length; j++) {
            wide[j] = z[j];
        }
        normalize(wide);
        return wide;
    }

    /// z = log softmax z.
    ///
    /// @param z Modified.
    static void normalize(double[] z) {
        double max = Double.NEGATIVE_INFINITY;
        for (double value : z) {
            max = Math.max(max, value);
        }
        double sum = 0;
        for (double value : z) {
            sum += Math.exp(value - max);
        }
        double normalizer = max + Math.log(sum);
        for (int j = 0; j < z.length; j++) {
            z[j] -= normalizer;
        }
    }

    /// KL(p ‖ q), nats.
    static double divergence(double[] logP, double[] logQ) {
        double sum = 0;
        for (int j = 0; j < logP.length; j++) {
            sum += Math.exp(logP[j]) * (logP[j] - logQ[j]);
        }
        return Math.max(0, sum);
    }
}
