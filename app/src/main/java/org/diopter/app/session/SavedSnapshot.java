package org.diopter.app.session;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import org.diopter.engine.LensChoice;
import org.diopter.engine.ModelId;
import org.diopter.engine.Study;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.edits.Snapshot;
import org.diopter.views.edits.StudyState;

/// A snapshot as text.
public record SavedSnapshot(String name, Instant taken, SavedStudy study, SavedState state) {
    public SavedSnapshot {
        Limits.text("name of a snapshot", name, Limits.NAME);
        Objects.requireNonNull(taken, "no time");
        Objects.requireNonNull(study, "no study");
        Objects.requireNonNull(state, "no state");
        if (study.input().tokens().isEmpty()) {
            throw new IllegalArgumentException("a snapshot without tokens");
        }
    }

    /// The snapshot of which this is the text. Not for the FX thread.
    ///
    /// @param lost hears of each edit that cannot be read, and is left out
    public Snapshot snapshot(Consumer<UnusableInputException> lost) {
        StudyState made = state.state(lost);
        SavedLens lens = study.lens();
        Study runs = new Study(
                new ModelId(study.model().name(), Path.of(study.model().source()), study.model().sha256()),
                TokenSequence.of(study.input().tokens()),
                lens.isLogit() ? new LensChoice.Logit() : new LensChoice.Translated(lens.name(), lens.sha256()),
                made.cards().changes().edits(),
                made.cards().changes().cache());
        return new Snapshot(name, taken, runs, made);
    }
}
