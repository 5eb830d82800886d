package org.diopter.engine;

import java.nio.file.Path;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.laser.CompiledEdits;
import org.diopter.model.Progress;
import org.diopter.model.store.ArtefactStore;
import org.jspecify.annotations.Nullable;

/// Makes the edits of studies of one open model ready to run. What weights need is not loaded before the first edit of one.
final class StudyEdits implements AutoCloseable {
    private final ModelParts parts;
    private final ModelAblations ablations;
    private final Path home;
    private final ArtefactStore store;
    private @Nullable ModelEdits edits;

    /// @param home the program's folder
    StudyEdits(ModelParts parts, Path home, ArtefactStore store) {
        this.parts = parts;
        this.ablations = new ModelAblations(parts.card().id(), parts.blocks().shape(), TierRefusal.of(parts.card()));
        this.home = home;
        this.store = store;
    }

    /// The edits of a stack; the caller's to close.
    ///
    /// @throws org.diopter.model.UnusableInputException if one does not fit the model
    CompiledEdits compiled(EditStack stack) {
        return stack.hasBlockEdits() ? ofWeights().compile(stack, Progress.NONE) : CompiledEdits.ofDirections(stack, ablations::of);
    }

    /// @throws org.diopter.model.UnusableInputException if the model's weights cannot be edited
    synchronized ModelEdits ofWeights() {
        ModelEdits made = edits;
        if (made == null) {
            made = parts.edits(home, store, ablations);
            edits = made;
        }
        return made;
    }

    @Override
    public synchronized void close() {
        if (edits != null) {
            edits.close();
        }
    }
}
