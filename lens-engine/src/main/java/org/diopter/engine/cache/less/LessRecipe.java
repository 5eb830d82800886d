package org.diopter.engine.cache.less;

import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.ScorePolicy;
import org.diopter.model.UnusableInputException;

/// How kernels are trained, whatever the block.
///
/// @param hidden R'
/// @param rank R
/// @param epochs over all pieces of the text
/// @param batch pieces a step
/// @param rate of Adam at first, halved after each quarter of the epochs
/// @param dropout share of hidden units that are left out in each step
public record LessRecipe(int hidden, int rank, int epochs, int batch, double rate, double dropout) {
    /// A good start for small models: narrower and shorter than the paper's code has it, at a higher rate.
    public static final LessRecipe USUAL = new LessRecipe(64, 8, 20, 2, 0.003, 0);

    private static final double HELD_OUT = 0.1;

    /// @throws IllegalArgumentException if a value is outside its range
    public LessRecipe {
        if (hidden < 1 || rank < 1 || epochs < 1 || batch < 1 || !(rate > 0) || !(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("hidden, rank, epochs and batch are 1 or more, the rate is above 0, the dropout at least 0 and below 1");
        }
    }

    /// What one block's training is asked for.
    ///
    /// @param policy under which keys are evicted
    public LessPlan plan(int block, ScorePolicy policy, long seed) {
        int halvedEvery = Math.max(1, Math.ceilDiv(epochs, 4));
        return new LessPlan(block, policy, hidden, rank, epochs, batch, rate, halvedEvery, (float) dropout, HELD_OUT, seed);
    }

    /// The policy under which kernels are trained.
    ///
    /// @param policy as text
    /// @throws UnusableInputException D-402 if it cannot be read, or LESS cannot stand on it
    public static ScorePolicy policy(String policy) {
        if (CachePolicy.parse(policy) instanceof ScorePolicy scored) {
            return scored;
        }
        throw new UnusableInputException("D-402", "Kernels cannot be trained under ‘%s’. Choose local, streaming, h2o, a2sf or tova.".formatted(policy));
    }
}
