package org.diopter.engine;

import java.nio.file.Path;
import java.util.Optional;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.ReduceRank;
import org.diopter.engine.laser.CompiledEdits;
import org.diopter.engine.laser.Decompositions;
import org.diopter.engine.laser.EditedCheckpoint;
import org.diopter.engine.laser.EditedMatrices;
import org.diopter.engine.laser.FactoredCheckpoint;
import org.diopter.engine.laser.Spectrum;
import org.diopter.engine.laser.TokenRows;
import org.diopter.engine.laser.WeightMatrices;
import org.diopter.engine.laser.WeightReader;
import org.diopter.engine.math.OpenBlas;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.store.ArtefactStore;
import org.ejml.data.FMatrixRMaj;

/// What an open model needs to be edited: made when the first edit comes, since most sessions have none.
final class ModelEdits implements AutoCloseable {
    private static final long FACTOR_BYTES = 512L << 20;

    private final Optional<Checkpoint> checkpoint;
    private final WeightReader weights;
    private final Decompositions decompositions;
    private final EditedMatrices matrices;
    private final TokenRows tokens;

    /// @param checkpoint what an edited model is written from, if it is one
    /// @param weights reads the model's matrices
    /// @param tokens the rows of its unembedding
    /// @param ablations makes edits of the stream ready
    /// @param home the program's folder, in which the library for matrices is unpacked
    /// @param threads that the library may use
    ModelEdits(
            Optional<Checkpoint> checkpoint,
            WeightReader weights,
            TokenRows tokens,
            ModelAblations ablations,
            Path home,
            ArtefactStore store,
            int threads) {
        OpenBlas blas = OpenBlas.start(home.resolve("natives"), threads);
        this.checkpoint = checkpoint;
        this.weights = weights;
        decompositions = new Decompositions(store, blas);
        matrices = new EditedMatrices(weights, decompositions, blas, ablations::of, FACTOR_BYTES);
        this.tokens = tokens;
    }

    /// Writes the edited model as a folder.
    ///
    /// @throws UnusableInputException if it was not opened from a checkpoint
    void save(EditStack stack, Path folder, Progress progress) {
        new EditedCheckpoint(checkpoint(), names(), matrices).write(stack, folder, progress);
    }

    /// Writes it with reduced matrices in factors.
    ///
    /// @throws UnusableInputException if it was not opened from a checkpoint
    void saveFactored(EditStack stack, Path folder, Progress progress) {
        new FactoredCheckpoint(checkpoint(), names(), matrices).write(stack, folder, progress);
    }

    private Checkpoint checkpoint() {
        return checkpoint.orElseThrow(() -> new UnusableInputException(
                "D-501", "An edited model is saved as safetensors, which an ONNX export has none of. Open the model's safetensors or GGUF file."));
    }

    CompiledEdits compile(EditStack stack, Progress progress) {
        return matrices.compile(stack, progress);
    }

    Spectrum spectrum(MatrixId id, Progress progress) {
        return Spectrum.of(decompositions.exact(weights, id, progress));
    }

    /// The singular values of what a reduction keeps, as its method finds them.
    double[] keptValues(ReduceRank edit, Progress progress) {
        return matrices.keptValues(edit, progress);
    }

    /// A copy of a matrix in float32: [out, in].
    FMatrixRMaj matrix(MatrixId id) {
        return weights.read(id);
    }

    /// Which matrices there are.
    WeightMatrices names() {
        return weights.matrices();
    }

    EditedMatrices matrices() {
        return matrices;
    }

    /// The rows of the unembedding.
    TokenRows tokens() {
        return tokens;
    }

    @Override
    public void close() {
        matrices.close();
    }
}
