package org.diopter.engine.imported;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.diopter.engine.forward.BlockEdits;
import org.diopter.engine.forward.BlockTensors;
import org.diopter.engine.forward.Blocks;
import org.diopter.engine.forward.KeyValues;
import org.diopter.engine.forward.Pack;
import org.diopter.engine.graph.BlockOutput;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;

/// A pass over several texts through blocks whose masks know only one: each text runs by itself. Gives only what has a row a token.
final class TextByText implements Blocks.Pass {
    private final int width;
    private final List<Integer> lengths;
    private final List<Blocks.Pass> passes = new ArrayList<>();

    TextByText(Blocks blocks, Pack pack, TensorMemory memory) {
        this.width = blocks.shape().width();
        this.lengths = pack.lengths();
        pack.texts().forEach(text -> passes.add(blocks.pass(text, 0, memory)));
    }

    private int tokens() {
        return lengths.stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public FloatTensor embed(TensorMemory memory, Cancellation cancellation) {
        FloatTensor all = memory.zeros(tokens(), width);
        long row = 0;
        for (int text = 0; text < passes.size(); text++) {
            try (TensorMemory scratch = new TensorMemory()) {
                put(passes.get(text).embed(scratch, cancellation), all, row);
            }
            row += lengths.get(text);
        }
        return all;
    }

    private void put(FloatTensor rows, FloatTensor into, long row) {
        into.copyFrom(rows, 0, row * width, rows.elements());
    }

    @Override
    public BlockTensors run(
            int block, BlockEdits edits, FloatTensor stream, KeyValues past, Set<BlockOutput> wanted, TensorMemory memory, Cancellation cancellation) {
        Map<BlockOutput, FloatTensor> all = new EnumMap<>(BlockOutput.class);
        wanted.forEach(output -> all.put(output, memory.zeros(tokens(), width)));
        long row = 0;
        for (int text = 0; text < passes.size(); text++) {
            try (TensorMemory scratch = new TensorMemory()) {
                FloatTensor entering = stream.rows(row, lengths.get(text));
                BlockTensors tensors = passes.get(text).run(block, edits, entering, past, wanted, scratch, cancellation);
                long at = row;
                all.forEach((output, into) -> put(tensors.get(output), into, at));
            }
            row += lengths.get(text);
        }
        return BlockTensors.of(all);
    }
}
