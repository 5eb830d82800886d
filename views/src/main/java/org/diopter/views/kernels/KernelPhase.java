package org.diopter.views.kernels;

import java.nio.file.Path;

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
    record Ended(Path folder, int blocks, boolean complete) implements KernelPhase {}

    /// It could not be done.
    record Failed(String sentence, String code) implements KernelPhase {}

    default boolean isRunning() {
        return this instanceof Running;
    }
}
