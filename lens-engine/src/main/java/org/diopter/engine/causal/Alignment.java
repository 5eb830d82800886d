package org.diopter.engine.causal;

import java.util.List;

/// How far a lens's answer to a changed state points where the model's does: stimulus–response alignment at one layer.
///
/// @param layer whose state was changed
/// @param samples one a sequence and position
public record Alignment(int layer, List<Sample> samples) {
    private static final double LEAST_NORM = 1e-8;

    public Alignment {
        samples = List.copyOf(samples);
    }

    /// One changed token.
    ///
    /// @param similarity the Aitchison similarity of stimulus and response, from −1 to 1
    /// @param stimulusDivergence KL(lens ‖ lens of the changed state), nats
    /// @param responseDivergence KL(model ‖ changed model), nats
    /// @param surprisal KL(changed model ‖ lens of the changed state), nats
    public record Sample(
            int sequence, int position, double similarity, double stimulusDivergence, double responseDivergence, double surprisal) {}

    /// The mean of the similarities.
    public double similarity() {
        return samples.stream().mapToDouble(Sample::similarity).average().orElse(Double.NaN);
    }

    /// The standard error of that mean.
    public double standardError() {
        double mean = similarity();
        double squares = samples.stream().mapToDouble(sample -> (sample.similarity() - mean) * (sample.similarity() - mean)).sum();
        return Math.sqrt(squares / (samples.size() - 1) / samples.size());
    }

    /// The similarity of two changes of logits under weights of the tokens: ⟨p, q⟩ / (‖p‖ ‖q‖) with ⟨p, q⟩ = Σ w clr(p) clr(q) and clr(p) = p − Σ w p. A
    /// constant added to all logits changes nothing.
    ///
    /// Source: Aitchison's geometry of compositions, as arXiv 2303.08112 §4.3 uses it.
    ///
    /// @param p change of the one's logits
    /// @param q change of the other's
    /// @param weights not negative, of sum 1
    static double similarity(double[] p, double[] q, double[] weights) {
        double meanP = Vectors.dot(weights, p);
        double meanQ = Vectors.dot(weights, q);
        double product = 0;
        double squareP = 0;
        double squareQ = 0;
        for (int j = 0; j < p.length; j++) {
            double centredP = p[j] - meanP;
            double centredQ = q[j] - meanQ;
            product += weights[j] * centredP * centredQ;
            squareP += weights[j] * centredP * centredP;
            squareQ += weights[j] * centredQ * centredQ;
        }
        return product / Math.max(Math.sqrt(squareP) * Math.sqrt(squareQ), LEAST_NORM);
    }
}
