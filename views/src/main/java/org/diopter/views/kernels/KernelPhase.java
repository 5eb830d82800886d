package org.diopter.views.kernels;

import java.nio.file.Path;
import java.util.Optional;

/// Where a training of kernels is.
public sealed interface KernelPhase {
    /// None has been started.
    record Idle() implements KernelPhase {}

    /// It runs.
    ///
    /// @param started time of day: `14:02`
    /// @param paused whether it waits before its next step
    /// @param ending whether it has been told to stop
    record Running(String started, KernelProgress progress, boolean paused, boolean ending) implements KernelPhase {}

    /// It has ended.
    ///
    /// @param folder in which the kernels are
    /// @param blocks how many blocks have kernels
    /// @param complete whether all that was asked for was trained
    /// @param taken the policy of the view that the kernels have become; nothing while they are only offered, as that policy was changed meanwhile
    record Ended(Path folder, int blocks, boolean complete, Optional<Side> taken) implements KernelPhase {}

    /// It could not be done.
    ///
    /// @param finished how many blocks have been trained all the same, and can be taken
    record Failed(String sentence, String code, int finished) implements KernelPhase {}

    /// A policy of the view.
    enum Side {
        FIRST,
        SECOND
    }

    default boolean isRunning() {
        return this instanceof Running;
    }
}
