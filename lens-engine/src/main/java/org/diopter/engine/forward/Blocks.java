package org.diopter.engine.forward;

import java.util.Set;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.graph.BlockOutput;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.tokenizer.TokenSequence;

/// A model's embedding and blocks, ready to run. Each block can be run by itself, from any stream.
public interface Blocks extends AutoCloseable {
    ModelShape shape();

    /// What can be asked of a block; [BlockOutput#RESIDUAL] always can.
    Set<BlockOutput> outputs(int block);

    /// Whether blocks can start behind positions whose keys and values are known. If not, every pass begins at position 0 and `past` is always [#empty()].
    boolean resumes();

    /// Whether what is known of a prompt of one length holds in a prompt of another that begins with the same tokens.
    boolean holdsAcross(int length, int otherLength);

    /// Whether what leaves a block is what enters it plus [BlockOutput#ATTENTION_OUT] and [BlockOutput#MLP_OUT].
    boolean adds(int block);

    /// Prepares a pass over the positions from `first` on.
    ///
    /// @param memory for what the blocks of the pass share; the pass is not to be used beyond it
    Pass pass(TokenSequence tokens, int first, TensorMemory memory);

    /// Prepares a pass that runs each of the first `count` positions by itself, behind the keys and values of all of them.
    ///
    /// @throws org.diopter.model.UnusableInputException if blocks cannot start behind known keys and values
    Pass apart(int count, TensorMemory memory);

    /// Prepares a pass over texts that do not see each other: rows of its streams are the tokens of all of them, text after text.
    ///
    /// @param memory for what the blocks of the pass share; the pass is not to be used beyond it
    Pass packed(Pack pack, TensorMemory memory);

    /// No keys and values.
    default KeyValues empty() {
        FloatTensor nothing = FloatTensor.zeros(shape().kvHeads(), 0, shape().headWidth());
        return new KeyValues(nothing, nothing);
    }

    @Override
    void close();

    /// Some positions on their way through the blocks.
    interface Pass {
        /// Embeds the tokens.
        ///
        /// @param memory in which the stream is made
        /// @return [count, d]
        FloatTensor embed(TensorMemory memory, Cancellation cancellation);

        /// Runs one block.
        ///
        /// @param edits of the block
        /// @param stream [count, d], what enters it. Not modified.
        /// @param past keys and values of the positions before the pass. Not modified.
        /// @param wanted which of the block's tensors are returned
        /// @param memory in which they are made
        BlockTensors run(
                int block,
                BlockEdits edits,
                FloatTensor stream,
                KeyValues past,
                Set<BlockOutput> wanted,
                TensorMemory memory,
                Cancellation cancellation);

        /// Runs one block for some rows only: attention looks at all, and where the blocks can do it everything else runs for these alone.
        ///
        /// @param edits of the block
        /// @param stream [count, d], what enters it. Not modified.
        /// @param past keys and values of the positions before the pass. Not modified.
        /// @param rows which of the stream's leave it, in any order
        /// @param memory in which the result is made
        /// @return [rows, d], the stream that leaves it
        default FloatTensor leaving(
                int block, BlockEdits edits, FloatTensor stream, KeyValues past, int[] rows, TensorMemory memory, Cancellation cancellation) {
            try (TensorMemory scratch = new TensorMemory()) {
                return run(block, edits, stream, past, Set.of(BlockOutput.RESIDUAL), scratch, cancellation).get(BlockOutput.RESIDUAL).rows(rows, memory);
            }
        }
    }
}
