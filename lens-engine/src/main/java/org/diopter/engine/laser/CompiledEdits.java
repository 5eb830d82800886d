package org.diopter.engine.laser;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.diopter.engine.edit.AblateDirections;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.forward.BlockEdits;
import org.diopter.engine.forward.Edits;
import org.diopter.engine.forward.StreamEdit;
import org.diopter.engine.runtime.TensorMemory;

/// Edits that are ready to run. They hold native memory until they are closed.
public final class CompiledEdits implements Edits, AutoCloseable {
    private final Map<Integer, BlockEdits> blocks;
    private final Map<Integer, List<StreamEdit>> streams;
    private final List<TensorMemory> memory;

    /// Edits of a stack that has none inside blocks.
    ///
    /// @param ablations makes one ready
    /// @throws org.diopter.model.UnusableInputException if one does not fit the model
    public static CompiledEdits ofDirections(EditStack stack, Function<AblateDirections, StreamEdit> ablations) {
        return new CompiledEdits(Map.of(), streams(stack, ablations), List.of());
    }

    /// The edits of the stream by layer, in their order.
    static Map<Integer, List<StreamEdit>> streams(EditStack stack, Function<AblateDirections, StreamEdit> ablations) {
        return stack.edits().stream()
                .filter(AblateDirections.class::isInstance)
                .map(AblateDirections.class::cast)
                .collect(Collectors.groupingBy(AblateDirections::layer, Collectors.mapping(ablations, Collectors.toList())));
    }

    /// @param streams edits of the stream by layer
    CompiledEdits(Map<Integer, BlockEdits> blocks, Map<Integer, List<StreamEdit>> streams, List<TensorMemory> memory) {
        this.blocks = Map.copyOf(blocks);
        this.streams = Map.copyOf(streams);
        this.memory = List.copyOf(memory);
    }

    @Override
    public BlockEdits of(int block) {
        return blocks.getOrDefault(block, BlockEdits.NONE);
    }

    @Override
    public List<StreamEdit> at(int layer) {
        return streams.getOrDefault(layer, List.of());
    }

    @Override
    public void close() {
        memory.forEach(TensorMemory::close);
    }
}
