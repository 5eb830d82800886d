package org.diopter.engine.laser;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.diopter.engine.arch.Matrix;
import org.diopter.engine.edit.Edit;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.ReduceRank;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.SafetensorsWriter;
import org.diopter.model.checkpoint.TensorInfo;
import org.diopter.model.checkpoint.TensorType;

/// Writes a model whose reduced matrices stay in factors: k (m + n) numbers in the place of m n. A reduced `x.weight` becomes `x.0.weight` [k, in]
/// and `x.1.weight` [out, k], in float32: two linear layers in turn. `load_factored.py`, written beside them, puts such layers into a transformers
/// model. The weights' file has a name of its own, so that nothing loads it half.
public final class FactoredCheckpoint {
    private static final String LOADER = "load_factored.py";
    private static final String SUFFIX = ".weight";

    private final Checkpoint checkpoint;
    private final WeightMatrices names;
    private final EditedMatrices matrices;

    public FactoredCheckpoint(Checkpoint checkpoint, WeightMatrices names, EditedMatrices matrices) {
        this.checkpoint = checkpoint;
        this.names = names;
        this.matrices = matrices;
    }

    /// Writes a folder, whole or not at all.
    ///
    /// @param edits reductions of matrices
    /// @param folder which must not be there yet
    /// @throws UnusableInputException if the folder is there or cannot be written, an edit is no reduction, or a matrix is stored fused with others
    /// @throws org.diopter.model.CancelledException if the user stopped it; nothing is left then
    public void write(EditStack edits, Path folder, Progress progress) {
        ModelFolder target = new ModelFolder(folder);
        target.check();
        SortedMap<String, Factors> factors = factors(edits, progress);
        target.write(checkpoint, parts -> {
            writeWeights(edits, factors, parts.resolve("factored.safetensors"), progress);
            String ranks = factors.entrySet().stream()
                    .map(entry -> "\"%s\": %d".formatted(entry.getKey(), entry.getValue().rank()))
                    .collect(Collectors.joining(", "));
            Files.writeString(parts.resolve("factors.json"), "{" + ranks + "}\n");
            try (InputStream loader = Objects.requireNonNull(FactoredCheckpoint.class.getResourceAsStream(LOADER))) {
                Files.copy(loader, parts.resolve(LOADER));
            }
        });
    }

    /// A reduced matrix.
    ///
    /// @param left [out, k]
    /// @param right [k, in]
    @SuppressWarnings("ArrayRecordComponent")
    record Factors(float[] left, float[] right, int outputs, int rank, int inputs) {}

    /// By the name of the layer, without `.weight`.
    private SortedMap<String, Factors> factors(EditStack stack, Progress progress) {
        SortedMap<MatrixId, List<ReduceRank>> reductions = new TreeMap<>();
        for (Edit edit : stack.edits()) {
            if (!(edit instanceof ReduceRank reduce)) {
                throw new UnusableInputException(ModelFolder.CODE, "‘%s’ reduces no rank and has no factors. Save it dense.".formatted(edit.text()));
            }
            reductions.computeIfAbsent(names.canonical(reduce.matrix()), id -> new ArrayList<>()).add(reduce);
        }
        SortedMap<String, Factors> factors = new TreeMap<>();
        for (Map.Entry<MatrixId, List<ReduceRank>> entry : reductions.entrySet()) {
            Matrix place = names.place(entry.getKey());
            String tensor = place.stored().weight().name();
            if (place.outputs().count() != place.stored().outputs() || !tensor.endsWith(SUFFIX)) {
                throw new UnusableInputException(ModelFolder.CODE, "%s is stored as a part of %s, which has no factors of its own. Save it dense."
                        .formatted(entry.getKey(), tensor));
            }
            factors.put(tensor.substring(0, tensor.length() - SUFFIX.length()), matrices.factors(entry.getKey(), entry.getValue(), progress));
        }
        return factors;
    }

    private void writeWeights(EditStack edits, SortedMap<String, Factors> factors, Path file, Progress progress) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt").metadata("edits", String.join(" ", edits.texts()));
        for (String name : new TreeSet<>(checkpoint.names())) {
            TensorInfo tensor = checkpoint.tensor(name);
            int dot = Math.max(0, name.lastIndexOf('.'));
            Factors reduced = factors.get(name.substring(0, dot));
            if (reduced == null) {
                writer.add(name, tensor.type(), tensor.shape(), checkpoint.bytes(tensor));
            } else if (name.endsWith(SUFFIX)) {
                String layer = name.substring(0, dot);
                List<Long> right = List.of((long) reduced.rank, (long) reduced.inputs);
                List<Long> left = List.of((long) reduced.outputs, (long) reduced.rank);
                writer.add(layer + ".0.weight", TensorType.F32, right, MemorySegment.ofArray(reduced.right));
                writer.add(layer + ".1.weight", TensorType.F32, left, MemorySegment.ofArray(reduced.left));
            } else {
                writer.add(name.substring(0, dot) + ".1" + name.substring(dot), tensor.type(), tensor.shape(), checkpoint.bytes(tensor));
            }
        }
        ModelFolder.write(writer, file, progress);
    }
}
