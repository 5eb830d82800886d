package org.diopter.engine.laser;

import java.util.List;
import java.util.Map;
import org.diopter.engine.forward.BlockEdits;
import org.diopter.engine.forward.Edits;
import org.diopter.engine.runtime.TensorMemory;

/// Edits that are ready to run. They hold native memory until they are closed.
public final class CompiledEdits implements Edits, AutoCloseable {
    private final Map<Integer, BlockEdits> blocks;
    private final List<TensorMemory> memory;

    /// None.
    public static CompiledEdits none() {
        return new CompiledEdits(Map.of(), List.of());
    }

    CompiledEdits(Map<Integer, BlockEdits> blocks, List<TensorMemory> memory) {
        this.blocks = Map.copyOf(blocks);
        this.memory = List.copyOf(memory);
    }

    @Override
    public BlockEdits of(int block) {
        return blocks.getOrDefault(block, BlockEdits.NONE);
    }

    @Override
    public void close() {
        memory.forEach(TensorMemory::close);
    }
}
