package org.diopter.engine.cache;

import java.util.List;

/// What a policy does to a text.
///
/// @param budget B; each query sees B + 1 keys
/// @param meanCrossEntropy of the next tokens, nats
/// @param meanKl KL(full ‖ policy) over all positions, nats
/// @param lastKl the same at the last position, whose next token is the prediction
/// @param agreement share of positions whose likeliest next token is that of the full cache
/// @param retainedMass of each block, mean over heads and queries
/// @param cosineToFull likewise
/// @param cosineToIdeal likewise
/// @param tokens of the text
public record PolicyEffect(
        CacheUse use,
        int budget,
        double meanCrossEntropy,
        double meanKl,
        double lastKl,
        double agreement,
        List<Double> retainedMass,
        List<Double> cosineToFull,
        List<Double> cosineToIdeal,
        int tokens) {
    public PolicyEffect {
        retainedMass = List.copyOf(retainedMass);
        cosineToFull = List.copyOf(cosineToFull);
        cosineToIdeal = List.copyOf(cosineToIdeal);
    }

    public double perplexity() {
        return Math.exp(meanCrossEntropy);
    }

    /// The mean of [#retainedMass] over blocks.
    public double meanRetainedMass() {
        return retainedMass.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
