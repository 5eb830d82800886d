package org.diopter.engine.lens.training;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is trained and for how long. The same plan on the same text gives the same lens, unless a time ends it.
///
/// @param layers which layers, ascending; empty for all below the output. The others get no translator of their own and read as the logit lens
/// @param tokens how many positions gradients are taken at, at most; text is read again and again until they are reached
/// @param time after which the training ends by itself
/// @param rate times the recipe's own learning rate; after a divergence, a half
/// @param stopsEarly whether the training ends once the held-out divergence hardly falls any more
/// @param seed of the order of the text, of the positions and tokens that are sampled
public record TrainingPlan(Recipe recipe, List<Integer> layers, long tokens, Optional<Duration> time, double rate, boolean stopsEarly, long seed) {
    public TrainingPlan {
        layers = List.copyOf(layers);
        if (tokens < 1 || !(rate > 0)) {
            throw new IllegalArgumentException("%d tokens at rate %s".formatted(tokens, rate));
        }
    }

    /// All layers, with a seed of 0 and no other end than the tokens.
    public static TrainingPlan of(Recipe recipe, long tokens) {
        return new TrainingPlan(recipe, List.of(), tokens, Optional.empty(), 1, false, 0);
    }

    public TrainingPlan withSeed(long other) {
        return new TrainingPlan(recipe, layers, tokens, time, rate, stopsEarly, other);
    }

    public TrainingPlan withTime(Duration limit) {
        return new TrainingPlan(recipe, layers, tokens, Optional.of(limit), rate, stopsEarly, seed);
    }

    public TrainingPlan withLayers(List<Integer> others) {
        return new TrainingPlan(recipe, others, tokens, time, rate, stopsEarly, seed);
    }

    public TrainingPlan withRate(double other) {
        return new TrainingPlan(recipe, layers, tokens, time, other, stopsEarly, seed);
    }

    public TrainingPlan stoppingEarly() {
        return new TrainingPlan(recipe, layers, tokens, time, rate, true, seed);
    }
}
