package org.diopter.engine.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.forward.EditedStream;
import org.diopter.engine.forward.Edits;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.KeyValues;
import org.diopter.engine.forward.NotFinite;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.forward.SplitBlocks;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.tokenizer.TokenSequence;

/// Runs a text through a model as if keys had been evicted: what a query may not see gets no weight, and the rest shares it. Block after block, so that the
/// policy of each decides by its own scores on the stream that the earlier ones have changed.
///
/// Queries go in groups of rows; scores of more than that never exist at once.
public final class CachePass {
    private static final long SCORE_BYTES = 64L << 20;
    private final SplitBlocks blocks;
    private final NotFinite notFinite;
    private final ModelShape shape;

    public CachePass(SplitBlocks blocks, NotFinite notFinite) {
        this.blocks = blocks;
        this.notFinite = notFinite;
        this.shape = blocks.shape();
    }

    /// What is run.
    ///
    /// @param compensation for what is evicted
    /// @param edits of blocks and layers: a block's weights first, then its attention under the policy, then the state that leaves it
    /// @param measured whether kept attention is measured against the full one
    public record Request(
            TokenSequence tokens, CacheUse use, Optional<Compensation> compensation, Edits edits, boolean measured) {
        /// Measured, without compensation or edits.
        public static Request of(TokenSequence tokens, CacheUse use) {
            return new Request(tokens, use, Optional.empty(), Edits.NONE, true);
        }

        public Request with(Compensation some) {
            return new Request(tokens, use, Optional.of(some), edits, measured);
        }

        /// The caches of a block before the first token.
        BlockCaches caches(int block, ModelShape shape) {
            return new BlockCaches(use.policy(), block, shape.heads(), shape.kvHeads(), tokens.length(), use.timing(), measured);
        }
    }

    /// Runs a text.
    ///
    /// @return the caller's to close
    /// @throws org.diopter.model.UnusableInputException if the policy does not fit the text, or a block gives NaN or infinity
    public CacheRun run(Request request, Cancellation cancellation, ForwardPass.Listener listener) {
        int tokens = request.tokens().length();
        request.use().requireEvictions(tokens);
        TensorMemory memory = new TensorMemory();
        try (TensorMemory scratch = new TensorMemory()) {
            List<SplitBlocks.Rows> groups = groups(blocks, request.tokens(), tokens, scratch);
            List<FloatTensor> layers = new ArrayList<>();
            List<KeyValues> cache = new ArrayList<>();
            List<EvictionRecord> records = new ArrayList<>();
            FloatTensor room = room(blocks, groups, scratch);
            layers.add(left(blocks.rows(request.tokens(), 0, tokens, scratch).embed(memory, cancellation), request, 0, memory));
            for (int block = 0; block < shape.layers(); block++) {
                BlockCaches caches = request.caches(block, shape);
                FloatTensor out = memory.zeros(tokens, shape.width());
                PolicyBlock task = new PolicyBlock(blocks, request, block, caches, room, RowObserver.NONE, cancellation);
                cache.add(task.run(groups, layers.getLast(), out, memory));
                notFinite.check(block, 0, out);
                layers.add(left(out, request, block + 1, memory));
                records.add(caches.record());
                listener.blockDone(block, shape.layers());
            }
            return new CacheRun(request.use(), new Residuals(request.tokens(), layers, cache, List.of(memory)), records);
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    /// Looks inside one block of a finished run by running it once more.
    ///
    /// @param request with which it ran
    /// @param observer hears of every query of every head, on several threads for different heads
    void look(CacheRun run, Request request, int block, RowObserver observer, Cancellation cancellation) {
        int tokens = request.tokens().length();
        try (TensorMemory scratch = new TensorMemory()) {
            List<SplitBlocks.Rows> groups = groups(blocks, request.tokens(), tokens, scratch);
            FloatTensor room = room(blocks, groups, scratch);
            FloatTensor out = scratch.zeros(tokens, shape.width());
            new PolicyBlock(blocks, request, block, request.caches(block, shape), room, observer, cancellation)
                    .run(groups, run.residuals().layer(block), out, scratch);
        }
    }

    /// What all heads of a block pay to their keys in a finished run: [H, T, T].
    ///
    /// @param request with which it ran
    public float[] weights(CacheRun run, Request request, int block, Cancellation cancellation) {
        int tokens = request.tokens().length();
        float[] weights = new float[Math.multiplyExact(shape.heads(), Math.multiplyExact(tokens, tokens))];
        look(run, request, block,
                (head, query, full, under, choice) -> System.arraycopy(under, 0, weights, (head * tokens + query) * tokens, query + 1), cancellation);
        return weights;
    }

    /// The state that leaves a block, or the embedding, after its edits.
    private static FloatTensor left(FloatTensor stream, Request request, int layer, TensorMemory memory) {
        return EditedStream.of(stream, request.edits().at(layer), List.of(request.tokens().length()), memory);
    }

    /// Memory for the scores of the largest group: the last one has the most keys, the first ones the most rows.
    static FloatTensor room(SplitBlocks blocks, List<SplitBlocks.Rows> groups, TensorMemory memory) {
        SplitBlocks.Rows last = groups.getLast();
        int keys = last.first() + last.count();
        return memory.zeros((long) groups.getFirst().count() * keys * blocks.shape().heads());
    }

    /// The first positions of a text, as many rows at a time as their scores may take.
    static List<SplitBlocks.Rows> groups(SplitBlocks blocks, TokenSequence tokens, int count, TensorMemory scratch) {
        long rowBytes = (long) blocks.shape().heads() * count * Float.BYTES;
        int rows = (int) Math.clamp(SCORE_BYTES / rowBytes, 1, count);
        if (!blocks.holdsAcross(rows, count)) {
            rows = count;
        }
        List<SplitBlocks.Rows> groups = new ArrayList<>();
        for (int first = 0; first < count; first += rows) {
            groups.add(blocks.rows(tokens, first, Math.min(rows, count - first), scratch));
        }
        return groups;
    }
}
