package org.diopter.app.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a session file holds. Results are not in it: they follow from the study.
///
/// @param facts about the file
/// @param study what runs; empty before there was a model, or if that part of the file is lost
/// @param state the same as its user made it
/// @param prompts all of them; what `state` has is the chosen one
/// @param view how it is looked at
public record Session(Facts facts, Optional<SavedStudy> study, SavedState state, SavedPrompts prompts, ViewSettings view, List<SavedSnapshot> snapshots) {
    /// About a session.
    ///
    /// @param program the version that wrote it
    /// @param saved when
    /// @param layers how many the model has; 0 where there is none
    /// @param file where an autosaved session was saved last; null if it never was
    public record Facts(String program, Instant saved, int layers, @Nullable String file) {
        static final Facts UNKNOWN = new Facts("", Instant.EPOCH, 0, null);

        public Facts {
            Limits.text("version", program, Limits.NAME);
            if (saved == null) {
                throw new IllegalArgumentException("no time");
            }
            Limits.range("number of layers", layers, 0, Limits.TOKENS);
            if (file != null) {
                Limits.path("file", file);
            }
        }
    }

    public Session {
        Limits.count("snapshots", snapshots, Limits.SNAPSHOTS);
        snapshots = List.copyOf(snapshots);
    }

    /// Whether two sessions hold the same work: when they were written, what is selected and which view is in front does not count.
    public boolean isSameWorkAs(Session other) {
        return isMadeAs(other)
                && study.map(SavedStudy::model).equals(other.study.map(SavedStudy::model))
                && view.withoutPlace().equals(other.view.withoutPlace());
    }

    /// Whether users have made the same studies in both, on whatever model and however they look at them.
    public boolean isMadeAs(Session other) {
        return state.equals(other.state) && prompts.equals(other.prompts) && snapshots.equals(other.snapshots);
    }

    /// The same on the model of another session, and looked at as that is.
    public Session seenAs(Session other) {
        return new Session(facts, other.study, state, prompts, other.view, snapshots);
    }

    /// Whether there is work in it that is nowhere else: edits, snapshots, several
    /// prompts.
    public boolean hasWork() {
        return !state.cards().isEmpty() || !snapshots.isEmpty() || prompts.all().size() > 1;
    }
}
