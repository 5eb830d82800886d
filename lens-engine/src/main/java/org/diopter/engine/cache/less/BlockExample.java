package org.diopter.engine.cache.less;

import java.util.ArrayList;
import java.util.List;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.cache.EvictionRecord;
import org.diopter.engine.cache.ScorePolicy;
import org.diopter.engine.cache.Simulation;
import org.diopter.engine.cache.Timing;
import org.diopter.engine.forward.BlockEdits;
import org.diopter.engine.forward.SplitBlocks;
import org.diopter.engine.math.OpenBlas;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.ejml.data.FMatrixRMaj;

/// One block on one text under a policy, as training sees it.
///
/// @param heads one a query head
/// @param from the first row at which something may have been evicted
record BlockExample(List<HeadExample> heads, int from) {
    BlockExample {
        heads = List.copyOf(heads);
    }

    /// Of its matrices, about.
    long bytes() {
        long square = (long) tokens() * tokens();
        return heads.size() * 2 * square * Float.BYTES;
    }

    int tokens() {
        return heads.getFirst().tokens();
    }

    static BlockExample of(
            SplitBlocks blocks, int block, BlockText text, ScorePolicy policy, OpenBlas blas, Cancellation cancellation) {
        int tokens = text.tokens().length();
        ModelShape shape = blocks.shape();
        try (TensorMemory memory = new TensorMemory()) {
            SplitBlocks.Between between = blocks.rows(text.tokens(), 0, tokens, memory)
                    .scores(block, BlockEdits.NONE, text.stream(), blocks.empty(), memory, cancellation);
            List<FMatrixRMaj> attention = new ArrayList<>();
            float[] all = Simulation.room(shape.heads(), tokens);
            for (int head = 0; head < shape.heads(); head++) {
                FMatrixRMaj softmax = softmax(HeadRows.of(between.scores(), head));
                System.arraycopy(softmax.data, 0, all, head * tokens * tokens, tokens * tokens);
                attention.add(softmax);
            }
            EvictionRecord record = Simulation.evictions(all, shape.heads(), shape.kvHeads(), tokens, policy, block, Timing.STREAMING);
            List<HeadExample> heads = new ArrayList<>();
            for (int head = 0; head < shape.heads(); head++) {
                int kvHead = head * shape.kvHeads() / shape.heads();
                heads.add(example(between, head, kvHead, attention.get(head), record, blas));
            }
            return new BlockExample(heads, policy.budget(tokens));
        }
    }

    private static HeadExample example(
            SplitBlocks.Between between, int head, int kvHead, FMatrixRMaj attention, EvictionRecord record, OpenBlas blas) {
        FMatrixRMaj scores = HeadRows.of(between.scores(), head);
        FMatrixRMaj values = HeadRows.of(between.values(), kvHead);
        int tokens = scores.numRows;
        FMatrixRMaj kept = new FMatrixRMaj(tokens, tokens);
        FMatrixRMaj evicted = new FMatrixRMaj(tokens, tokens);
        for (int query = 0; query < tokens; query++) {
            float shift = Float.NEGATIVE_INFINITY;
            for (int key = 0; key <= query; key++) {
                shift = record.sees(head, query, key) ? Math.max(shift, scores.get(query, key)) : shift;
            }
            for (int key = 0; key <= query; key++) {
                boolean seen = record.sees(head, query, key);
                (seen ? kept : evicted).set(query, key, (float) Math.exp(seen ? scores.get(query, key) - shift : -shift));
            }
        }
        FMatrixRMaj full = new FMatrixRMaj(0, 0);
        blas.mult(attention, values, full);
        return new HeadExample(HeadRows.of(between.query(), head), HeadRows.of(between.keys(), kvHead), values, kept, evicted, full);
    }

    private static FMatrixRMaj softmax(FMatrixRMaj scores) {
        int tokens = scores.numRows;
        FMatrixRMaj softmax = new FMatrixRMaj(tokens, tokens);
        for (int query = 0; query < tokens; query++) {
            float max = Float.NEGATIVE_INFINITY;
            for (int key = 0; key <= query; key++) {
                max = Math.max(max, scores.get(query, key));
            }
            double sum = 0;
            for (int key = 0; key <= query; key++) {
                sum += Math.exp(scores.get(query, key) - max);
            }
            for (int key = 0; key <= query; key++) {
                softmax.set(query, key, (float) (Math.exp(scores.get(query, key) - max) / sum));
            }
        }
        return softmax;
    }
}
