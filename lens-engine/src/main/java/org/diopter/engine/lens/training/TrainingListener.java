package org.diopter.engine.lens.training;

import java.util.List;

/// Hears of a training as it goes. Called on the thread that trains: hand over and return.
public interface TrainingListener {
    TrainingListener NONE = new TrainingListener() {};

    /// A piece of the work is done, from which the training can go on if it is broken off here. There are many a step.
    ///
    /// @param share of the stage, 0 to 1
    default void reached(TrainingStage stage, double share) {}

    /// A step is done.
    default void progressed(TrainingProgress progress) {}

    /// The held-out divergence has been measured: a point for each layer that is trained.
    default void measured(List<CurvePoint> points) {}

    /// The training goes on from where an earlier process left it.
    ///
    /// @param curve what that one had measured, in time
    default void resumed(int step, List<CurvePoint> curve) {}
}
