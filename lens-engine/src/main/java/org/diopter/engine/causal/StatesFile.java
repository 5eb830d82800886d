package org.diopter.engine.causal;

import java.nio.file.Path;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Safetensors;
import org.diopter.model.checkpoint.TensorInfo;
import org.diopter.model.checkpoint.TensorType;

/// States of a layer that were made elsewhere: a safetensors file with `states` [N, d] in float32.
public final class StatesFile {
    private static final String TENSOR = "states";

    private StatesFile() {}

    /// @throws UnusableInputException D-305 if the file has none, D-204 if a number in them is not finite
    public static States read(Path file) {
        TensorInfo tensor = Safetensors.read(file).tensors().get(TENSOR);
        if (tensor == null || tensor.type() != TensorType.F32 || tensor.shape().size() != 2 || tensor.elements() > BasisFile.MOST_NUMBERS) {
            throw new UnusableInputException(BasisFile.CODE, "‘%s’ has no tensor ‘states’ of shape [N, width] in float32. Write the states so, and as one tensor."
                    .formatted(file.getFileName()));
        }
        float[] values = new float[Math.toIntExact(tensor.elements())];
        BasisFile.bytes(tensor).asFloatBuffer().get(values);
        return new States(Math.toIntExact(tensor.shape().getLast()), values);
    }
}
