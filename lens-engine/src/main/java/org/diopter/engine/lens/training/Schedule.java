package org.diopter.engine.lens.training;

import java.util.List;
import org.diopter.model.tokenizer.TokenSequence;

/// How a recipe cuts its budget of tokens into steps.
///
/// @param perStep sequences a step reads
/// @param share of their positions that it takes gradients at
/// @param steps how many
record Schedule(int perStep, double share, int steps) {
    private static final int PAPER_STEPS = 250;
    /// Positions of a step of the fast recipe: so many that products run at full speed, unless the budget then allows too few steps.
    private static final int FAST_POSITIONS = 1024;

    private static final int FEWEST_POSITIONS = 64;
    private static final int FAST_STEPS = 200;

    /// Where the head is restricted to chosen tokens, running the model costs as much as the rest, so every position that it ran is used.
    private static final double FAST_SHARE = 1;
    /// Measurements in a whole training.
    private static final int MEASUREMENTS = 12;

    static Schedule of(Recipe recipe, long tokens, List<TokenSequence> sequences) {
        double length = length(sequences);
        return switch (recipe) {
            case PAPER -> of(tokens, (double) tokens / PAPER_STEPS, 1, length);
            case FAST -> of(tokens, Math.clamp(tokens / FAST_STEPS, FEWEST_POSITIONS, FAST_POSITIONS), FAST_SHARE, length);
        };
    }

    private static Schedule of(long tokens, double positions, double share, double length) {
        int perStep = Math.clamp(Math.round(positions / (share * length)), 1, Integer.MAX_VALUE);
        return new Schedule(perStep, share, Math.clamp(Math.round(tokens / (perStep * share * length)), 1, Integer.MAX_VALUE));
    }

    private static double length(List<TokenSequence> sequences) {
        return sequences.stream().mapToInt(TokenSequence::length).average().orElse(1);
    }

    /// Positions of a step, about.
    double rowsPerStep(List<TokenSequence> sequences) {
        return perStep * share * length(sequences);
    }

    /// Whether the held-out divergence is measured after this many steps.
    boolean measuresAfter(int done) {
        return done % Math.max(1, steps / MEASUREMENTS) == 0 || done == steps;
    }
}
