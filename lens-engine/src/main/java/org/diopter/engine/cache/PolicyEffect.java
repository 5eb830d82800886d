package org.diopter.engine.cache;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

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

    /// Over several texts: cross-entropy by predicted tokens, everything else by tokens; the budget is that of the first.
    ///
    /// @param effects of one policy, at least one
    public static PolicyEffect mean(List<PolicyEffect> effects) {
        PolicyEffect first = effects.getFirst();
        double predicted = effects.stream().mapToInt(effect -> effect.tokens - 1).sum();
        int tokens = effects.stream().mapToInt(PolicyEffect::tokens).sum();
        return new PolicyEffect(
                first.use,
                first.budget,
                effects.stream().mapToDouble(effect -> effect.meanCrossEntropy * (effect.tokens - 1)).sum() / Math.max(1, predicted),
                effects.stream().mapToDouble(effect -> effect.meanKl * effect.tokens).sum() / tokens,
                effects.stream().mapToDouble(PolicyEffect::lastKl).average().orElseThrow(),
                effects.stream().mapToDouble(effect -> effect.agreement * effect.tokens).sum() / tokens,
                mean(effects, PolicyEffect::retainedMass, tokens),
                mean(effects, PolicyEffect::cosineToFull, tokens),
                mean(effects, PolicyEffect::cosineToIdeal, tokens),
                tokens);
    }

    private static List<Double> mean(List<PolicyEffect> effects, Function<PolicyEffect, List<Double>> values, int tokens) {
        return IntStream.range(0, values.apply(effects.getFirst()).size())
                .mapToObj(block -> effects.stream().mapToDouble(effect -> values.apply(effect).get(block) * effect.tokens).sum() / tokens)
                .toList();
    }

    public double perplexity() {
        return Math.exp(meanCrossEntropy);
    }

    /// The mean of [#retainedMass] over blocks.
    public double meanRetainedMass() {
        return retainedMass.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
