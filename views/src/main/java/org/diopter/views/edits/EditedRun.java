package org.diopter.views.edits;

import org.diopter.views.figure.CausalCone;
import org.diopter.views.kit.Findings;

/// A run of the edited model, B, with what it is compared with.
///
/// @param run B
/// @param baseline A, run through the same kinds of sessions, so that nothing but the edits makes both differ
public record EditedRun(Findings run, Findings baseline) {
    /// Where the edits can act.
    public CausalCone cone() {
        return CausalCone.of(run.study());
    }
}
