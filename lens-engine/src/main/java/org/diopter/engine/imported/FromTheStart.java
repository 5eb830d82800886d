package org.diopter.engine.imported;

import org.diopter.engine.forward.Blocks;
import org.diopter.engine.forward.Pack;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.UnusableInputException;

/// Blocks in which every pass begins at position 0: an export's own masks and positions say so.
interface FromTheStart extends Blocks {
    @Override
    default boolean resumes() {
        return false;
    }

    @Override
    default boolean holdsAcross(int length, int otherLength) {
        return false;
    }

    @Override
    default Pass packed(Pack pack, TensorMemory memory) {
        return new TextByText(this, pack, memory);
    }

    @Override
    default Pass apart(int count, TensorMemory memory) {
        throw new UnusableInputException(OnnxFile.UNSUPPORTED, "Tokens cannot be changed one by one in an ONNX export. Open the model's safetensors or GGUF file.");
    }
}
