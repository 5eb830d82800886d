package org.diopter.views.edits;

import java.time.Instant;
import org.diopter.engine.Study;

/// A study that was given a name, to go back to or to compare with. A value.
///
/// @param taken when
/// @param study what runs: its model, tokens and lens, the edits that act
/// @param state the same as the user made it, with the edits that do not act
public record Snapshot(String name, Instant taken, Study study, StudyState state) {
    /// The same made by a user from another state.
    public Snapshot with(StudyState other) {
        return new Snapshot(name, taken, study, other);
    }

    /// The same under another name.
    public Snapshot named(String other) {
        return new Snapshot(other, taken, study, state);
    }
}
