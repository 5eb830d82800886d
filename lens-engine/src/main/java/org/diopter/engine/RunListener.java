package org.diopter.engine;

import org.diopter.engine.lens.Trajectory;

/// Hears of a run as it goes. Called on the engine's thread: hand over and return.
public interface RunListener {
    /// The blocks have run up to and including `block`.
    default void blockDone(int block, int blocks) {}

    /// More columns are known. The trajectory holds all those known so far; it is a view that never changes.
    default void columnsRead(Trajectory partial) {}

    /// The run's one end: its trajectory is complete.
    default void done(Trajectory trajectory) {}

    /// The run's one end: it was cancelled. What [#columnsRead] brought stays good.
    default void cancelled() {}

    /// The run's one end: it failed.
    default void failed(RuntimeException problem) {}
}
