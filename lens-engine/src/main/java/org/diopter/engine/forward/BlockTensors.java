package org.diopter.engine.forward;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.graph.BlockOutput;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.Session;
import org.diopter.engine.runtime.Tensor;
import org.diopter.engine.runtime.TensorMemory;

/// What a block gave: the tensors that were asked for.
public final class BlockTensors {
    private final Map<BlockOutput, FloatTensor> tensors;

    private BlockTensors(Map<BlockOutput, FloatTensor> tensors) {
        this.tensors = tensors;
    }

    /// Tensors that were made in another way than by one run.
    public static BlockTensors of(Map<BlockOutput, FloatTensor> tensors) {
        return new BlockTensors(Map.copyOf(tensors));
    }

    /// Runs a block's session, whose outputs have the names of [BlockOutput#tensor()].
    ///
    /// @param inputs by name; `stream` [count, d] among them, and `rows` where the session is one of some rows. Not modified.
    /// @param wanted which outputs are returned
    /// @param keys how many positions there are with those before the pass
    /// @param memory in which they are made
    public static BlockTensors run(
            Session session,
            Map<String, Tensor> inputs,
            Set<BlockOutput> wanted,
            ModelShape shape,
            long keys,
            TensorMemory memory,
            Cancellation cancellation) {
        Tensor stream = Objects.requireNonNull(inputs.get(ModelGraphs.STREAM));
        long count = inputs.getOrDefault(ModelGraphs.ROWS, stream).shape()[0];
        Map<BlockOutput, FloatTensor> tensors = new EnumMap<>(BlockOutput.class);
        Map<String, FloatTensor> byName = new HashMap<>();
        for (BlockOutput output : wanted) {
            FloatTensor tensor = memory.zeros(output.shape(shape, count, keys));
            tensors.put(output, tensor);
            byName.put(output.tensor(), tensor);
        }
        session.run(inputs, byName, cancellation);
        return new BlockTensors(tensors);
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
