package org.diopter.engine.lens;

import java.util.Map;
import org.diopter.engine.arch.Unembedding;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.IdTensor;
import org.diopter.engine.runtime.Session;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.checkpoint.TensorType;

/// Multiplies by an unembedding in half precision tile by tile, each unpacked for its own product: a float32 copy of the whole matrix never exists.
///
/// @param session see [ModelGraphs#readOutOfTokens]; closed with this
/// @param vocabulary V
/// @param tokens how many a tile holds
record TiledHead(Session session, int vocabulary, int tokens) implements Head {
    /// A tile as float32. Of larger ones the C library's heap keeps more than is in use.
    static final long TILE_BYTES = 4L << 20;

    static TiledHead of(Session session, Unembedding unembedding) {
        long tokens = TILE_BYTES / (unembedding.head().inputs() * Float.BYTES);
        int vocabulary = Math.toIntExact(unembedding.head().outputs());
        return new TiledHead(session, vocabulary, Math.clamp(tokens, 1, vocabulary));
    }

    /// Whether tiles save memory: where the matrix is not what is multiplied.
    static boolean saves(Unembedding unembedding) {
        return unembedding.head().weight().type() != TensorType.F32;
    }

    @Override
    public void logits(FloatTensor stream, FloatTensor logits, Cancellation cancellation) {
        long rows = stream.size(0);
        try (TensorMemory scratch = new TensorMemory()) {
            FloatTensor room = scratch.zeros(rows, tokens);
            for (int first = 0; first < vocabulary; first += tokens) {
                int count = Math.min(tokens, vocabulary - first);
                FloatTensor tile = room.as(rows, count);
                session.run(
                        Map.of(ModelGraphs.STREAM, stream, ModelGraphs.FIRST_TOKEN, id(first), ModelGraphs.END_TOKEN, id(first + count)),
                        Map.of(ModelGraphs.LOGITS, tile), cancellation);
                for (long row = 0; row < rows; row++) {
                    logits.copyFrom(tile, row * count, row * vocabulary + first, count);
                }
            }
        }
    }

    private static IdTensor id(int token) {
        return IdTensor.of(new int[] {token});
    }

    @Override
    public void close() {
        session.close();
    }
}
