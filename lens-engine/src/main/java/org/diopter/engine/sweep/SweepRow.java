package org.diopter.engine.sweep;

import java.util.List;

/// What was measured of a study. The baseline is the model as it is with everything kept, run through the same kinds of sessions.
public sealed interface SweepRow {
    /// What a lens reads at one layer after a prompt's last token.
    ///
    /// @param top the likeliest token
    /// @param topLogProbability its, nats
    /// @param entropy nats
    /// @param klToFinal KL(this study's output‖this layer), nats
    /// @param klToBaseline KL(baseline‖this study) through the same lens at the same layer, nats
    record AtLayer(int layer, int top, float topLogProbability, float entropy, float klToFinal, float klToBaseline, List<Followed> tracked)
            implements SweepRow {
        public AtLayer {
            tracked = List.copyOf(tracked);
        }
    }

    /// A token that is followed.
    ///
    /// @param logProbability nats
    /// @param rank from 1
    record Followed(int id, float logProbability, int rank) {}

    /// How well the tokens of a text are predicted.
    ///
    /// @param tokens of all pieces
    /// @param budget of the policy, in keys
    /// @param crossEntropy mean over the predicted tokens, nats
    /// @param klToBaseline KL(baseline‖this study), mean over all positions, nats
    /// @param agreement share of positions whose likeliest next token is the baseline's
    /// @param retainedMass attention on keys that stayed, mean over blocks, heads and queries; NaN under LESS
    record OnText(int tokens, int budget, double crossEntropy, double klToBaseline, double agreement, double retainedMass) implements SweepRow {
        public double perplexity() {
            return Math.exp(crossEntropy);
        }
    }

    /// How questions were answered.
    ///
    /// @param items how many were asked
    /// @param correct how many were solved
    /// @param logLoss mean of the right answers', nats
    record OnTask(int items, int correct, double logLoss) implements SweepRow {
        public double accuracy() {
            return (double) correct / items;
        }
    }
}
