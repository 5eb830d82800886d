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
            FloatTensor last = through(blocks.packed(pack, scratch), pack, stream, from, to, edits, scratch, cancellation);
            out.copyFrom(last, 0, 0, out.elements());
        }
        return out;
    }

    /// Runs blocks up to the output, where only some tokens are wanted: in the last block attention looks at all of them, and the rest runs for these alone.
    ///
    /// @param stream [tokens of the pack, d], what enters block `from` before edits of that layer. Not modified.
    /// @param rows which tokens of the pack, in any order
    /// @param memory in which the result is made
    /// @return [rows, d], the output's state of these tokens: that of [#run], up to rounding
    public FloatTensor outputs(Pack pack, FloatTensor stream, int from, Edits edits, int[] rows, TensorMemory memory, Cancellation cancellation) {
        int last = lastLayer() - 1;
        try (TensorMemory scratch = new TensorMemory()) {
            if (from > last || !edits.at(lastLayer()).stream().allMatch(StreamEdit::changesNothing)) {
                return run(pack, stream, from, lastLayer(), edits, scratch, cancellation).rows(rows, memory);
            }
            Blocks.Pass pass = blocks.packed(pack, scratch);
            FloatTensor entering = through(pass, pack, stream, from, last, edits, scratch, cancellation);
            FloatTensor leaving = pass.leaving(last, edits.of(last), entering, blocks.empty(), rows, memory, cancellation);
            notFinite.check(last, row -> pack.position(rows[row]), leaving);
            return leaving;
        }
    }

    private FloatTensor through(
            Blocks.Pass pass, Pack pack, FloatTensor stream, int from, int to, Edits edits, TensorMemory scratch, Cancellation cancellation) {
        FloatTensor between = EditedStream.of(stream, edits.at(from), pack.lengths(), scratch);
        for (int block = from; block < to; block++) {
            between = pass.run(block, edits.of(block), between, blocks.empty(), Set.of(BlockOutput.RESIDUAL), scratch, cancellation)
                    .get(BlockOutput.RESIDUAL);
            notFinite.check(block, pack::position, between);
            between = EditedStream.of(between, edits.at(block + 1), pack.lengths(), scratch);
        }
        return between;
    }
}
