package org.diopter.engine.cache;

import java.util.Arrays;

/// What a query makes of each value: its attention over the keys that it sees, and nothing or a stand-in for the others. An instance owns scratch arrays:
/// one a thread.
final class RowWeights {
    /// A probability below this has lost digits; so have the weights of a row in which no kept key has a larger one.
    private static final double FAINT = 1e-25;

    private final float[] weights;

    /// @param keys of a row
    RowWeights(int keys) {
        this.weights = new float[keys];
    }

    /// The softmax over the keys that are seen.
    ///
    /// @param attention of the query to all keys up to its own. Not modified.
    /// @param softmax that gave it
    /// @param visible positions, ascending
    /// @return [keys], good until the next call
    float[] sparse(float[] attention, RowSoftmax softmax, int query, int[] visible, int count) {
        Arrays.fill(weights, 0);
        if (count == query + 1) {
            System.arraycopy(attention, 0, weights, 0, count);
            return weights;
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += attention[visible[i]];
        }
        if (sum < FAINT) {
            return fromScores(softmax.scores(), visible, count);
        }
        float factor = (float) (1 / sum);
        for (int i = 0; i < count; i++) {
            weights[visible[i]] = attention[visible[i]] * factor;
        }
        return weights;
    }

    private float[] fromScores(float[] scores, int[] visible, int count) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            max = Math.max(max, scores[visible[i]]);
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.exp(scores[visible[i]] - max);
        }
        for (int i = 0; i < count; i++) {
            weights[visible[i]] = (float) (Math.exp(scores[visible[i]] - max) / sum);
        }
        return weights;
    }

    /// The same with stand-ins for the keys that are not seen.
    float[] compensated(
            float[] attention, RowSoftmax softmax, int query, int[] visible, int count, Compensation.Rows given, int head) {
        if (count == query + 1) {
            return sparse(attention, softmax, query, visible, count);
        }
        Arrays.fill(weights, 0);
        double factor = softmax.factor();
        double sum = 0;
        int next = 0;
        for (int key = 0; key <= query; key++) {
            boolean seen = next < count && visible[next] == key;
            next += seen ? 1 : 0;
            weights[key] = seen ? attention[key] : (float) (factor * given.weight(head, query, key));
            sum += weights[key];
        }
        if (!(sum > FAINT)) {
            return sparse(attention, softmax, query, visible, count);
        }
        float scale = (float) (1 / sum);
        for (int key = 0; key <= query; key++) {
            weights[key] *= scale;
        }
        return weights;
    }
}
