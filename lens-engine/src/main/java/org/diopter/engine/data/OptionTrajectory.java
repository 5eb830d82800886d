package org.diopter.engine.data;

/// What a model makes of a prompt's options on its way.
///
/// @param logProbabilities [L + 1][options], nats: the log-probability of an option, summed over its tokens, as read from each layer.
///     The last is the model's own
/// @param finalState [d], the stream at layer L and the last position of the prompt
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
public record OptionTrajectory(double[][] logProbabilities, double[] finalState) {

    /// All log-probabilities in one row, layer after layer: the features of arXiv 2303.08112 §5, not scaled.
    public double[] features() {
        int options = logProbabilities[0].length;
        double[] features = new double[logProbabilities.length * options];
        for (int layer = 0; layer < logProbabilities.length; layer++) {
            System.arraycopy(logProbabilities[layer], 0, features, layer * options, options);
        }
        return features;
    }
}
