package org.diopter.views.trajectory;

import org.diopter.views.figure.Numbers;

/// How the inspector writes a probability.
enum ProbabilityScale {
    /// `63.0`, per cent.
    PERCENT,
    /// Its natural logarithm.
    LOG,
    /// Its surprisal, −log₂ p.
    BITS;

    String text(double logProbability) {
        return switch (this) {
            case PERCENT -> Numbers.percent(Math.exp(logProbability));
            case LOG -> Numbers.fixed(logProbability, 2);
            case BITS -> Numbers.fixed(-logProbability / Math.log(2), 2);
        };
    }
}
