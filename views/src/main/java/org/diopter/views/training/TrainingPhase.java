package org.diopter.views.training;

import org.diopter.engine.lens.training.TrainedLens;
import org.diopter.engine.lens.training.TrainingProgress;
import org.jspecify.annotations.Nullable;

/// Where a training is.
public sealed interface TrainingPhase {
    /// None has been started.
    record Idle() implements TrainingPhase {}

    /// It runs.
    ///
    /// @param started time of day: `14:02`
    /// @param progress null before the first step: text is read and the start is computed
    /// @param paused whether it waits before its next step
    /// @param ending whether it has been told to stop
    record Running(String started, @Nullable TrainingProgress progress, boolean paused, boolean ending) implements TrainingPhase {}

    /// It has ended.
    ///
    /// @param end why
    /// @param name of the lens that it gave
    /// @param kept whether that lens has been kept; a training that diverged asks first
    record Ended(TrainedLens.End end, String name, boolean kept) implements TrainingPhase {}

    /// It could not be done.
    record Failed(String sentence, String code) implements TrainingPhase {}

    default boolean isRunning() {
        return this instanceof Running;
    }
}
