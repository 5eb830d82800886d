package org.diopter.engine.forward;

import java.util.Set;
import org.diopter.engine.graph.BlockOutput;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;

/// Runs packs of texts, any range of blocks at a time. Texts do not see each other; up to rounding the result is that of each alone.
public final class PackedPass {
    private final Blocks blocks;
    private final NotFinite notFinite;

    public PackedPass(Blocks blocks, NotFinite notFinite) {
        this.blocks = blocks;
        this.notFinite = notFinite;
    }

    /// L.
    public int lastLayer() {
        return blocks.shape().layers();
    }

    /// The stream that enters block 0: [tokens of the pack, d], text after text.
    ///
    /// @param memory in which it is made
    public FloatTensor embed(Pack pack, TensorMemory memory, Cancellation cancellation) {
        try (TensorMemory scratch = new TensorMemory()) {
            return blocks.packed(pack, scratch).embed(memory, cancellation);
        }
    }

    /// Runs some blocks.
    ///
    /// @param stream [tokens of the pack, d], what enters block `from` before edits of that layer. Not modified.
    /// @param to the block after the last one that runs
    /// @param memory in which the result is made
    /// @return [tokens of the pack, d], what leaves the last of them; `stream` itself if none runs and nothing changes it
    public FloatTensor run(
            Pack pack, FloatTensor stream, int from, int to, Edits edits, TensorMemory memory, Cancellation cancellation) {
        if (from == to) {
            return EditedStream.of(stream, edits.at(from), pack.lengths(), memory);
        }
        FloatTensor out = memory.zeros(stream.size(0), blocks.shape().width());
        try (TensorMemory scratch = new TensorMemory()) {
            Blocks.Pass pass = blocks.packed(pack, scratch);
            FloatTensor between = EditedStream.of(stream, edits.at(from), pack.lengths(), scratch);
            for (int block = from; block < to; block++) {
                between = pass.run(block, edits.of(block), between, blocks.empty(), Set.of(BlockOutput.RESIDUAL), scratch, cancellation)
                        .get(BlockOutput.RESIDUAL);
                notFinite.check(block, 0, between);
                between = EditedStream.of(between, edits.at(block + 1), pack.lengths(), scratch);
            }
            out.copyFrom(between, 0, 0, out.elements());
        }
        return out;
    }
}
