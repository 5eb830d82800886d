package org.diopter.engine;

import org.diopter.engine.lens.Trajectory;

/// A study that is being computed.
public interface Run {
    Study study();

    /// Stops the run for real, within one operation of the model; its listener then hears `cancelled`. Does nothing once the run has ended.
    void cancel();

    /// Waits for the end.
    ///
    /// @throws org.diopter.model.CancelledException if it was cancelled
    /// @throws org.diopter.model.UnusableInputException if the study cannot be computed
    Trajectory await();
}
