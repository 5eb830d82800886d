package org.diopter.engine.forward;

import java.util.Set;
import org.diopter.engine.graph.BlockOutput;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;

/// What becomes of each token when its state alone is changed: all tokens run at once, each against the unchanged keys and values of those before it. One pass
/// stands for as many passes as there are tokens.
public final class TokensApart {
    private final Blocks blocks;

    public TokensApart(Blocks blocks) {
        this.blocks = blocks;
    }

    /// Runs the blocks above a layer.
    ///
    /// @param base a finished pass over T tokens. Not modified.
    /// @param layer from 0 to L
    /// @param changed [T, d]: row t takes the place of token t's state at the layer, in a world where every other token's is as in `base`. Not modified.
    /// @param memory in which the result is made
    /// @return [T, d], the stream at layer L; row t is of token t in its own world
    public FloatTensor run(Residuals base, int layer, FloatTensor changed, TensorMemory memory, Cancellation cancellation) {
        FloatTensor stream = changed;
        try (TensorMemory scratch = new TensorMemory()) {
            Blocks.Pass pass = blocks.apart(base.tokens().length(), scratch);
            int layers = blocks.shape().layers();
            for (int block = layer; block < layers; block++) {
                TensorMemory into = block == layers - 1 ? memory : scratch;
                stream = pass.run(block, BlockEdits.NONE, stream, base.cache().get(block), Set.of(BlockOutput.RESIDUAL), into, cancellation)
                        .get(BlockOutput.RESIDUAL);
            }
        }
        return stream;
    }
}
