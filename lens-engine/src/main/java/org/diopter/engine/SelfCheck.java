package org.diopter.engine;

import java.util.List;

/// The proof that the chained blocks are the model: what was compared, how far it was apart, and how far it may be.
///
/// @param maxAbsoluteError largest difference of a logit between chained blocks and one whole-model graph
/// @param maxRelativeError that, divided by the largest logit
/// @param largestLogit the largest absolute logit seen
/// @param agreeing positions whose top-1 is the same in both
/// @param positions positions compared
/// @param layerErrors per layer 0…L, the largest difference of the residual stream divided by its largest value
/// @param checks the single proofs
/// @param estimatedBytes private memory estimated before the model was opened
/// @param measuredBytes private memory measured after
/// @param millis how long the check took
public record SelfCheck(
        double maxAbsoluteError,
        double maxRelativeError,
        double largestLogit,
        int agreeing,
        int positions,
        List<Double> layerErrors,
        List<Check> checks,
        long estimatedBytes,
        long measuredBytes,
        long millis) {
    public SelfCheck {
        layerErrors = List.copyOf(layerErrors);
        checks = List.copyOf(checks);
    }

    public boolean passed() {
        return checks.stream().allMatch(Check::ok);
    }

    /// One proof.
    ///
    /// @param name what was compared
    /// @param value how far apart, or how far an effect went
    /// @param limit what the value is held against
    /// @param ok whether it is on the right side of the limit
    public record Check(String name, double value, double limit, boolean ok) {
        static Check atMost(String name, double value, double limit) {
            return new Check(name, value, limit, value <= limit);
        }

        static Check atLeast(String name, double value, double limit) {
            return new Check(name, value, limit, value >= limit);
        }
    }
}
