package org.diopter.engine;

import java.nio.file.Path;
import java.util.Optional;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.laser.CompiledEdits;
import org.diopter.engine.laser.Decompositions;
import org.diopter.engine.laser.EditedCheckpoint;
import org.diopter.engine.laser.EditedMatrices;
import org.diopter.engine.laser.Spectrum;
import org.diopter.engine.laser.WeightMatrices;
import org.diopter.engine.laser.WeightReader;
import org.diopter.engine.math.OpenBlas;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.store.ArtefactStore;

/// What an open model needs to be edited: made when the first edit comes, since most sessions have none.
final class ModelEdits implements AutoCloseable {
    private static final long FACTOR_BYTES = 512L << 20;

    private final Optional<Checkpoint> checkpoint;
    private final WeightReader weights;
    private final Decompositions decompositions;
    private final EditedMatrices matrices;

    /// @param checkpoint what an edited model is written from, if it is one
    /// @param weights reads the model's matrices
    /// @param ablations makes edits of the stream ready
    /// @param home the program's folder, in which the library for matrices is unpacked
    /// @param threads that the library may use
    ModelEdits(Optional<Checkpoint> checkpoint, WeightReader weights, ModelAblations ablations, Path home, ArtefactStore store, int threads) {
        OpenBlas blas = OpenBlas.start(home.resolve("natives"), threads);
        this.checkpoint = checkpoint;
        this.weights = weights;
        decompositions = new Decompositions(store, blas);
        matrices = new EditedMatrices(weights, decompositions, blas, ablations::of, FACTOR_BYTES);
    }

    /// Writes the edited model as a folder.
    ///
    /// @throws UnusableInputException if it was not opened from a checkpoint
    void save(EditStack stack, Path folder, Progress progress) {
        Checkpoint from = checkpoint.orElseThrow(() -> new UnusableInputException(
                "D-501", "An edited model is saved as safetensors, which an ONNX export has none of. Open the model's safetensors or GGUF file."));
        new EditedCheckpoint(from, names(), matrices).write(stack, folder, progress);
    }

    CompiledEdits compile(EditStack stack, Progress progress) {
        return matrices.compile(stack, progress);
    }

    Spectrum spectrum(MatrixId id, Progress progress) {
        return Spectrum.of(decompositions.exact(weights, id, progress));
    }

    /// Which matrices there are.
    WeightMatrices names() {
        return weights.matrices();
    }

    EditedMatrices matrices() {
        return matrices;
    }

    @Override
    public void close() {
        matrices.close();
    }
}
