package org.diopter.views.kernels;

import java.util.List;
import java.util.stream.IntStream;
import org.diopter.engine.cache.less.LessTraining.Baselines;
import org.diopter.engine.cache.less.TrainingState.Epoch;

/// How the kernels of one block do: mean squared errors at its output projection on held-out text.
///
/// @param without the errors without kernels
/// @param epochs so far
public record BlockCurve(int block, Baselines without, List<Epoch> epochs) {
    public BlockCurve {
        epochs = List.copyOf(epochs);
    }

    /// How they stand.
    public enum State {
        /// Nothing has been learnt yet.
        WAITING,
        /// Better than more keys in the same memory.
        BEYOND_BASELINE,
        /// Better than the policy alone.
        BEYOND_POLICY,
        /// The policy alone is better.
        WORSE
    }

    /// The error after the last epoch; NaN before the first.
    public double now() {
        return epochs.isEmpty() ? Double.NaN : epochs.getLast().heldOut();
    }

    /// The least error; NaN before the first epoch.
    public double best() {
        return epochs.stream().mapToDouble(Epoch::heldOut).min().orElse(Double.NaN);
    }

    /// The epoch of the least error, from 1; 0 before the first.
    public int bestEpoch() {
        double best = best();
        return IntStream.range(0, epochs.size()).filter(i -> epochs.get(i).heldOut() == best).findFirst().orElse(-1) + 1;
    }

    /// An error as a share of the policy's own.
    public double relative(double error) {
        return error / without.sparse();
    }

    public State state() {
        double best = best();
        if (Double.isNaN(best)) {
            return State.WAITING;
        }
        return best < without.baselinePlus() ? State.BEYOND_BASELINE : best < without.sparse() ? State.BEYOND_POLICY : State.WORSE;
    }
}
