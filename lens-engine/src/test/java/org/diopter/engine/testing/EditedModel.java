package org.diopter.engine.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.diopter.engine.edit.AblateDirections;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.forward.StreamEdit;
import org.diopter.engine.laser.CompiledEdits;
import org.diopter.engine.laser.Decompositions;
import org.diopter.engine.laser.EditedMatrices;
import org.diopter.engine.laser.WeightMatrices;
import org.diopter.engine.laser.WeightReader;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.Progress;
import org.diopter.model.store.ArtefactStore;
import org.diopter.model.tokenizer.TokenSequence;

/// A tiny model with what its edits need.
public record EditedModel(TinyModel model, WeightReader weights, EditedMatrices matrices) implements AutoCloseable {
    private static final long FACTOR_BYTES = 64 << 20;

    /// Without edits of directions.
    ///
    /// @param store for decompositions
    public static EditedModel of(TinyModel model, Path store) {
        return of(model, store, edit -> {
            throw new AssertionError(edit.text());
        });
    }

    /// @param ablations makes edits of directions ready
    public static EditedModel of(TinyModel model, Path store, Function<AblateDirections, StreamEdit> ablations) {
        WeightReader weights = new WeightReader(model.checkpoint(), new WeightMatrices(model.architecture()));
        Decompositions decompositions = new Decompositions(new ArtefactStore(store, 1 << 30), Matrices.blas());
        return new EditedModel(model, weights, new EditedMatrices(weights, decompositions, Matrices.blas(), ablations, FACTOR_BYTES));
    }

    public Residuals run(TokenSequence tokens) {
        return model.forward().run(tokens, Optional.empty(), new Cancellation(), ForwardPass.Listener.NONE);
    }

    /// A pass with edits, above one without.
    public Residuals edited(Residuals base, EditStack edits) {
        try (CompiledEdits compiled = matrices.compile(edits, Progress.NONE)) {
            int firstBlock = edits.firstBlock(base.lastLayer());
            return model.forward().edited(base, firstBlock, compiled, new Cancellation(), ForwardPass.Listener.NONE);
        }
    }

    public Residuals edited(Residuals base, String... edits) {
        return edited(base, EditStack.parse(List.of(edits)));
    }

    @Override
    public void close() {
        matrices.close();
        model.close();
    }
}
