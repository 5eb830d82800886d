package org.diopter.engine.cache.less;

import java.util.ArrayList;
import java.util.List;

/// Where a training stands after an epoch.
public final class TrainingState {
    private final BlockKernel kernel;
    private final Adam adam;
    private final BlockKernel best;
    private final List<Epoch> curve;

    /// The mean squared errors of one epoch.
    ///
    /// @param training while the kernels changed, with dropout
    /// @param heldOut after it
    public record Epoch(double training, double heldOut) {
        boolean isFinite() {
            return Double.isFinite(training) && Double.isFinite(heldOut);
        }
    }

    TrainingState(BlockKernel kernel, Adam adam, BlockKernel best, List<Epoch> curve) {
        this.kernel = kernel;
        this.adam = adam;
        this.best = best;
        this.curve = List.copyOf(curve);
    }

    static TrainingState first(BlockKernel kernel) {
        return new TrainingState(kernel, new Adam(kernel.zeros(), kernel.zeros(), 0), kernel, List.of());
    }

    TrainingState next(BlockKernel after, Adam optimiser, Epoch epoch) {
        List<Epoch> longer = new ArrayList<>(curve);
        longer.add(epoch);
        return new TrainingState(after, optimiser, epoch.heldOut() < bestHeldOut() ? after : best, longer);
    }

    /// How many epochs are done.
    public int epoch() {
        return curve.size();
    }

    /// All epochs so far.
    public List<Epoch> curve() {
        return curve;
    }

    /// The kernels of the epoch with the smallest held-out error.
    public BlockKernel best() {
        return best;
    }

    /// That error; ∞ before the first epoch.
    public double bestHeldOut() {
        return curve.stream().mapToDouble(Epoch::heldOut).filter(Double::isFinite).min().orElse(Double.POSITIVE_INFINITY);
    }

    BlockKernel kernel() {
        return kernel;
    }

    Adam adam() {
        return adam;
    }
}
