package org.diopter.engine.cache.less;

import org.diopter.engine.cache.Budget.Counts;
import org.diopter.engine.cache.ScorePolicy;

/// How kernels of one block are trained.
///
/// @param block whose kernels
/// @param policy under which keys are evicted
/// @param hidden R'
/// @param rank R
/// @param epochs over all texts
/// @param batch texts a step
/// @param rate of Adam at first
/// @param halvedEvery so many epochs
/// @param dropout share of hidden units that are left out in each step
/// @param heldOut share of the texts on which the best epoch is chosen, the last ones
/// @param seed of first kernels, order and dropout
public record LessPlan(
        int block,
        ScorePolicy policy,
        int hidden,
        int rank,
        int epochs,
        int batch,
        double rate,
        int halvedEvery,
        float dropout,
        double heldOut,
        long seed) {
    /// As the code of LESS has it: R' = 512, R = 8, 40 epochs of batches of 2, rate 10⁻³ halved every 10 epochs, dropout 0.3, a tenth held out.
    public static LessPlan official(int block, ScorePolicy policy, long seed) {
        return new LessPlan(block, policy, 512, 8, 40, 2, 1e-3, 10, 0.3f, 0.1, seed);
    }

    /// The policy with the memory of the state spent on keys: R/2 more, for what the policy keeps keys for.
    public ScorePolicy baselinePlus(int tokens) {
        Counts counts = policy.budget().of(tokens);
        int more = rank / 2;
        int recent = counts.heavy() == 0 ? more : counts.recent() == 0 ? 0 : more / 2;
        return policy.with(new Counts(counts.sink(), counts.heavy() + more - recent, counts.recent() + recent));
    }

    double rateAt(int epoch) {
        return rate * Math.pow(0.5, epoch / halvedEvery);
    }
}
