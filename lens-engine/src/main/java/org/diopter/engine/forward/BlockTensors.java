package org.diopter.engine.forward;

import java.util.EnumMap;
import java.util.Map;
import org.diopter.engine.graph.BlockOutput;
import org.diopter.engine.runtime.FloatTensor;

/// What a block gave: the tensors that were asked for.
public final class BlockTensors {
    private final Map<BlockOutput, FloatTensor> tensors;

    BlockTensors(Map<BlockOutput, FloatTensor> tensors) {
        this.tensors = new EnumMap<>(tensors);
    }

    /// @throws IllegalArgumentException if this one was not asked for
    public FloatTensor get(BlockOutput output) {
        FloatTensor tensor = tensors.get(output);
        if (tensor == null) {
            throw new IllegalArgumentException(output + " was not asked for");
        }
        return tensor;
    }
}
