package org.diopter.views.directions;

/// Where the measurement of alignment is.
public sealed interface AlignmentPhase {
    AlignmentPhase IDLE = new Idle();

    /// None runs.
    record Idle() implements AlignmentPhase {}

    /// It runs.
    ///
    /// @param share how much is done, 0 to 1
    record Running(double share) implements AlignmentPhase {}

    /// It could not be done.
    record Failed(String sentence) implements AlignmentPhase {}
}
