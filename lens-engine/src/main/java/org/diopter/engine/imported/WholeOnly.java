package org.diopter.engine.imported;

import java.util.Set;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.forward.BlockEdits;
import org.diopter.engine.forward.BlockTensors;
import org.diopter.engine.forward.KeyValues;
import org.diopter.engine.graph.BlockOutput;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.Session;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.tokenizer.TokenSequence;

/// A graph in which no blocks could be found or proved: it has one layer, its output, and what is read there are the logits themselves.
///
/// @param shape of no layers, whose width is the vocabulary
/// @param original the user's graph
record WholeOnly(ModelShape shape, Session original) implements FromTheStart {

    @Override
    public Set<BlockOutput> outputs(int block) {
        throw new IndexOutOfBoundsException("there are no blocks");
    }

    @Override
    public boolean adds(int block) {
        return false;
    }

    @Override
    public Pass pass(TokenSequence tokens, int first, TensorMemory memory) {
        return new Pass() {
            @Override
            public FloatTensor embed(TensorMemory kept, Cancellation cancellation) {
                return ImportedWhole.logits(original, tokens, shape, kept, cancellation);
            }

            @Override
            public BlockTensors run(
                    int block,
                    BlockEdits edits,
                    FloatTensor stream,
                    KeyValues past,
                    Set<BlockOutput> wanted,
                    TensorMemory kept,
                    Cancellation cancellation) {
                throw new IndexOutOfBoundsException("there are no blocks");
            }
        };
    }

    @Override
    public void close() {
        original.close();
    }
}
