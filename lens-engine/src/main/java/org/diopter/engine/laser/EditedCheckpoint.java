package org.diopter.engine.laser;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.diopter.engine.arch.Linear;
import org.diopter.engine.arch.Matrix;
import org.diopter.engine.edit.Edit;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixEdit;
import org.diopter.engine.edit.MatrixId;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.SafetensorsWriter;
import org.diopter.model.checkpoint.TensorInfo;
import org.diopter.model.checkpoint.TensorType;
import org.ejml.data.FMatrixRMaj;

/// Writes a model with edits of its matrices as a folder that transformers can load: the same shapes, edited matrices dense and in float32 (rounding to
/// fewer bits would bring dropped components back), all others as they are.
public final class EditedCheckpoint {
    private static final String CODE = "D-501";
    private final Checkpoint checkpoint;
    private final WeightMatrices names;
    private final EditedMatrices matrices;

    public EditedCheckpoint(Checkpoint checkpoint, WeightMatrices names, EditedMatrices matrices) {
        this.checkpoint = checkpoint;
        this.names = names;
        this.matrices = matrices;
    }

    /// Writes a folder, whole or not at all.
    ///
    /// @param edits of matrices
    /// @param folder which must not be there yet
    /// @throws UnusableInputException if the folder is there or cannot be written, or an edit is none of a matrix of this model
    /// @throws org.diopter.model.CancelledException if the user stopped it; nothing is left then
    public void write(EditStack edits, Path folder, Progress progress) {
        ModelFolder target = new ModelFolder(folder);
        target.check();
        Map<String, float[]> edited = edited(edits, progress);
        target.write(checkpoint, parts -> writeWeights(edits, edited, parts.resolve("model.safetensors"), progress));
    }

    private void writeWeights(EditStack edits, Map<String, float[]> edited, Path file, Progress progress) throws IOException {
        // transformers asks for the format.
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt").metadata("edits", String.join(" ", edits.texts()));
        for (String name : new TreeSet<>(checkpoint.names())) {
            TensorInfo tensor = checkpoint.tensor(name);
            float[] values = edited.get(name);
            if (values == null) {
                writer.add(name, tensor.type(), tensor.shape(), checkpoint.bytes(tensor));
            } else {
                writer.add(name, TensorType.F32, tensor.shape(), MemorySegment.ofArray(values));
            }
        }
        ModelFolder.write(writer, file, progress);
    }

    /// The tensors that edits change, by name, as they are stored. A fused one is changed in some of its parts.
    private Map<String, float[]> edited(EditStack stack, Progress progress) {
        SortedMap<MatrixId, List<MatrixEdit>> byMatrix = new TreeMap<>();
        for (Edit edit : stack.edits()) {
            if (!(edit instanceof MatrixEdit ofMatrix)) {
                throw new UnusableInputException(CODE, "‘%s’ changes no matrix and cannot be saved as weights.".formatted(edit.text()));
            }
            byMatrix.computeIfAbsent(names.canonical(ofMatrix.matrix()), id -> new ArrayList<>()).add(ofMatrix);
        }
        Map<String, float[]> tensors = new TreeMap<>();
        byMatrix.forEach((id, edits) -> {
            Matrix place = names.place(id);
            float[] stored = tensors.computeIfAbsent(place.stored().weight().name(), name -> whole(place.stored().weight()));
            put(matrices.matrix(id, edits, progress), place, stored);
        });
        return tensors;
    }

    private float[] whole(TensorInfo tensor) {
        float[] values = new float[Math.toIntExact(tensor.elements())];
        checkpoint.read(tensor, 0, values);
        return values;
    }

    /// @param matrix [out, in]
    /// @param stored Modified.
    private static void put(FMatrixRMaj matrix, Matrix place, float[] stored) {
        Linear linear = place.stored();
        int inputs = Math.toIntExact(linear.inputs());
        int outputs = Math.toIntExact(linear.outputs());
        for (int output = 0; output < matrix.numRows; output++) {
            int at = Math.toIntExact(place.outputs().index(output));
            for (int input = 0; input < inputs; input++) {
                stored[linear.outputFirst() ? at * inputs + input : input * outputs + at] = matrix.data[output * inputs + input];
            }
        }
    }
}
