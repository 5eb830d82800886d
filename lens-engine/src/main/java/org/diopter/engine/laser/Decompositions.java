package org.diopter.engine.laser;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.math.Decomposition;
import org.diopter.engine.math.ExactDecomposer;
import org.diopter.engine.math.OpenBlas;
import org.diopter.engine.math.RandomisedDecomposer;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Safetensors;
import org.diopter.model.checkpoint.SafetensorsWriter;
import org.diopter.model.checkpoint.TensorInfo;
import org.diopter.model.checkpoint.TensorType;
import org.diopter.model.store.ArtefactStore;
import org.ejml.data.FMatrixRMaj;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The decompositions of matrices, each computed once and kept in the store under the content of the matrix: two models that share a tensor share it.
public final class Decompositions {
    private static final Logger LOG = LoggerFactory.getLogger(Decompositions.class);
    private static final String KIND = "decomposition";
    private static final String LEFT = "left";
    private static final String RIGHT = "right";
    private static final String VALUES = "values";

    private final ArtefactStore store;
    private final ExactDecomposer exact;
    private final RandomisedDecomposer randomised;

    public Decompositions(ArtefactStore store, OpenBlas blas) {
        this.store = store;
        this.exact = new ExactDecomposer(blas);
        this.randomised = new RandomisedDecomposer(blas);
    }

    /// All components of a matrix.
    ///
    /// @throws UnusableInputException if the model has no such matrix, or a number in it is not finite
    public Decomposition exact(WeightReader weights, MatrixId id, Progress progress) {
        String key = "exact %s %s".formatted(ExactDecomposer.VERSION, weights.identity(id));
        return kept(key, () -> checked(id, () -> exact.decompose(weights.read(id), progress)));
    }

    /// Says of which matrix an error is.
    private static Decomposition checked(MatrixId id, Supplier<Decomposition> decompose) {
        try {
            return decompose.get();
        } catch (UnusableInputException e) {
            throw new UnusableInputException(e.code(), "%s: %s Use another copy of the model.".formatted(id, e.sentence()), e);
        }
    }

    /// The first components by a random projection, as the LASER paper's code has them.
    ///
    /// @param components from 1 to min(m, n)
    /// @throws UnusableInputException if the model has no such matrix, or a number in it is not finite
    public Decomposition randomised(WeightReader weights, MatrixId id, int components, RandomisedDecomposer.Settings settings, Progress progress) {
        String key = "randomised %s %d %s %s".formatted(ExactDecomposer.VERSION, components, settings, weights.identity(id));
        return kept(key, () -> checked(id, () -> randomised.decompose(weights.read(id), components, settings, progress)));
    }

    private Decomposition kept(String key, Supplier<Decomposition> compute) {
        Optional<Path> file = store.find(KIND, key);
        if (file.isPresent()) {
            try {
                return read(file.get());
            } catch (IOException | UnusableInputException | IllegalArgumentException e) {
                LOG.warn("a kept decomposition cannot be used; it is computed again", e);
                store.setAside(KIND, key);
            }
        }
        Decomposition fresh = compute.get();
        try {
            store.write(KIND, key, writer(fresh)::writeTo);
        } catch (UnusableInputException e) {
            LOG.warn("a decomposition is not kept", e);
        }
        return fresh;
    }

    private static SafetensorsWriter writer(Decomposition factors) {
        long components = factors.components();
        return new SafetensorsWriter()
                .add(VALUES, TensorType.F64, List.of(components), MemorySegment.ofArray(factors.values()))
                .add(LEFT, TensorType.F32, List.of((long) factors.rows(), components), MemorySegment.ofArray(factors.left().data))
                .add(RIGHT, TensorType.F32, List.of(components, (long) factors.columns()), MemorySegment.ofArray(factors.right().data));
    }

    private static Decomposition read(Path path) throws IOException {
        Safetensors file = Safetensors.read(path);
        try (Arena arena = Arena.ofConfined(); FileChannel channel = FileChannel.open(file.file(), StandardOpenOption.READ)) {
            MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, file.bytes(), arena);
            TensorInfo values = tensor(file, VALUES);
            return new Decomposition(
                    matrix(tensor(file, LEFT), bytes),
                    matrix(tensor(file, RIGHT), bytes),
                    bytes.asSlice(values.offset(), values.length()).toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED));
        }
    }

    private static TensorInfo tensor(Safetensors file, String name) {
        TensorInfo tensor = file.tensors().get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor " + name);
        }
        return tensor;
    }

    private static FMatrixRMaj matrix(TensorInfo tensor, MemorySegment bytes) {
        int rows = Math.toIntExact(tensor.shape().get(0));
        int columns = Math.toIntExact(tensor.shape().get(1));
        FMatrixRMaj matrix = new FMatrixRMaj(rows, columns);
        MemorySegment.copy(bytes, ValueLayout.JAVA_FLOAT_UNALIGNED, tensor.offset(), matrix.data, 0, matrix.data.length);
        return matrix;
    }
}
