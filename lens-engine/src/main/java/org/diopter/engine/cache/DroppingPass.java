package org.diopter.engine.cache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.forward.BlockEdits;
import org.diopter.engine.forward.Edits;
import org.diopter.engine.forward.KeyValues;
import org.diopter.engine.forward.NotFinite;
import org.diopter.engine.forward.SplitBlocks;
import org.diopter.engine.graph.BlockOutput;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;

/// A text's way through a model whose caches really let go: evicted keys and values leave memory, what stays keeps its absolute position. Token after token
/// it computes what [CachePass] simulates with weights of 0.
public final class DroppingPass implements AutoCloseable {
    private final SplitBlocks blocks;
    private final NotFinite notFinite;
    private final CacheUse use;
    private final int tokens;
    private final ModelShape shape;
    private final List<BlockCaches> caches = new ArrayList<>();
    private final List<KeptKeys> kept = new ArrayList<>();
    private int done;
    private long peakBytes;

    /// @param use whose policy goes by scores: the others know keys that are gone
    /// @param tokens how many the text will have at most; a ratio is of this number
    /// @throws UnusableInputException if the policy or the model cannot be run so, or the budget does not fit
    public DroppingPass(SplitBlocks blocks, NotFinite notFinite, CacheUse use, int tokens) {
        this.blocks = blocks;
        this.notFinite = notFinite;
        this.use = use;
        this.tokens = tokens;
        this.shape = blocks.shape();
        require(blocks, use, tokens);
        use.requireEvictions(tokens);
        for (int block = 0; block < shape.layers(); block++) {
            caches.add(new BlockCaches(use.policy(), block, shape.heads(), shape.kvHeads(), tokens, use.timing(), false));
            kept.add(new KeptKeys(blocks.empty()));
        }
    }

    /// Whether keys can leave memory under a policy.
    ///
    /// @param tokens how many the text will have at most
    public static boolean allows(SplitBlocks blocks, CachePolicy policy, int tokens) {
        return refusal(blocks, policy, tokens).isEmpty();
    }

    /// @param tokens how many the text will have at most
    /// @throws UnusableInputException D-402 if no keys can leave memory under a policy, or in this model
    public static void require(SplitBlocks blocks, CacheUse use, int tokens) {
        refusal(blocks, use.policy(), tokens).ifPresent(sentence -> {
            throw new UnusableInputException("D-402", sentence);
        });
    }

    private static Optional<String> refusal(SplitBlocks blocks, CachePolicy policy, int tokens) {
        ModelShape shape = blocks.shape();
        if (policy instanceof LessPolicy less) {
            return Optional.of("LESS is simulated; no keys leave memory under it. Choose ‘%s’, on which it stands.".formatted(less.sparse().text()));
        }
        if (!(policy instanceof ScorePolicy || policy instanceof HeadPolicies)) {
            return Optional.of("Under ‘%s’ no keys can leave memory: it chooses among all of them. Choose local, streaming, h2o, a2sf or tova."
                    .formatted(policy.text()));
        }
        if (policy.grouping() == Grouping.NONE && shape.heads() != shape.kvHeads()) {
            return Optional.of("%d query heads share %d key/value heads, so a key cannot leave for one query head alone. Use group=sum or group=max."
                    .formatted(shape.heads(), shape.kvHeads()));
        }
        if (!blocks.holdsAcross(1, tokens)) {
            return Optional.of(("This model turns the keys of %d tokens otherwise than those of fewer (rotary scaling). Its keys are masked,"
                    + " not dropped; take a text within its original context, or leave dropping out.").formatted(tokens));
        }
        return IntStream.range(0, shape.layers()).anyMatch(blocks::countsKeys)
                ? Optional.of("This model's scores depend on how many keys lie between query and key (ALiBi). Its keys are masked, not dropped; leave dropping out.")
                : Optional.empty();
    }

    /// Runs the tokens that have not been run yet.
    ///
    /// @param text all tokens so far, those already run first
    /// @param memory in which the result is made
    /// @return [new tokens, d], their stream at the last layer
    public FloatTensor append(TokenSequence text, TensorMemory memory, Cancellation cancellation) {
        int first = done;
        if (text.length() > tokens) {
            throw new IllegalArgumentException("%d tokens where %d were announced".formatted(text.length(), tokens));
        }
        FloatTensor rows = memory.zeros(text.length() - first, shape.width());
        while (done < text.length()) {
            try (TensorMemory scratch = new TensorMemory()) {
                int count = done == 0 ? Math.min(Math.max(1, use.timing().prompt()), text.length()) : 1;
                FloatTensor out = done == 0 ? prompt(text, count, scratch, cancellation) : token(text, scratch, cancellation);
                rows.copyFrom(out, 0, (long) (done - first) * shape.width(), out.elements());
                done += count;
            }
        }
        return rows;
    }

    /// The first tokens, of which nothing has been evicted yet.
    private FloatTensor prompt(TokenSequence text, int count, TensorMemory scratch, Cancellation cancellation) {
        CachePass.Request request = new CachePass.Request(text, use, Optional.empty(), Edits.NONE, false);
        List<SplitBlocks.Rows> groups = CachePass.groups(blocks, text, count, scratch);
        FloatTensor room = CachePass.room(blocks, groups, scratch);
        FloatTensor stream = blocks.rows(text, 0, count, scratch).embed(scratch, cancellation);
        for (int block = 0; block < shape.layers(); block++) {
            FloatTensor out = scratch.zeros(count, shape.width());
            try (TensorMemory all = new TensorMemory()) {
                PolicyBlock task = new PolicyBlock(blocks, request, block, caches.get(block), room, RowObserver.NONE, cancellation);
                evict(block, task.run(groups, stream, out, all), count);
            }
            notFinite.check(block, 0, out);
            stream = out;
        }
        return stream;
    }

    private FloatTensor token(TokenSequence text, TensorMemory scratch, Cancellation cancellation) {
        FloatTensor stream = blocks.rows(text, done, 1, scratch).embed(scratch, cancellation);
        for (int block = 0; block < shape.layers(); block++) {
            int known = kept.get(block).slots();
            SplitBlocks.Rows row = blocks.row(text, done, known, scratch);
            SplitBlocks.Between between =
                    row.scores(block, BlockEdits.NONE, stream, kept.get(block).content(), scratch, cancellation);
            weigh(block, known, between.scores());
            stream = row.rest(block, BlockEdits.NONE, stream, between.scores(), between.values(), BlockOutput.RESIDUAL, scratch, cancellation);
            notFinite.check(block, done, stream);
            evict(block, new KeyValues(between.keys(), between.values()), known + 1);
        }
        return stream;
    }

    /// Turns the scores of one query into weights, in their place, and tells the caches.
    ///
    /// @param known slots before the query's own
    /// @param scores [H, 1, known + 1]. Modified.
    private void weigh(int block, int known, FloatTensor scores) {
        BlockCaches of = caches.get(block);
        int group = of.headsPerCache();
        for (int cache = 0; cache < of.count(); cache++) {
            ScoredCache scored = scored(of, cache);
            float[][] weights = new float[group][];
            for (int i = 0; i < group; i++) {
                float[] row = new float[known + 1];
                long index = (long) (cache * group + i) * row.length;
                scores.copyTo(index, row, 0, row.length);
                weights[i] = weights(scored, row, blocks.window(block));
                Arrays.fill(row, 0);
                System.arraycopy(weights[i], 0, row, 0, scored.count());
                row[known] = weights[i][scored.count()];
                scores.copyFrom(row, index);
            }
            scored.answered(done, weights);
        }
    }

    private static ScoredCache scored(BlockCaches caches, int cache) {
        if (caches.choice(cache) instanceof ScoredCache scored) {
            return scored;
        }
        throw new IllegalStateException("a cache without scores");
    }

    /// The softmax over the keys of a cache and the query's own, which stands in the last slot.
    private float[] weights(ScoredCache cache, float[] row, int window) {
        int count = cache.count();
        double[] logits = new double[count + 1];
        double max = Double.NEGATIVE_INFINITY;
        for (int slot = 0; slot <= count; slot++) {
            boolean outside = slot < count && window > 0 && cache.position(slot) <= done - window;
            logits[slot] = outside ? Double.NEGATIVE_INFINITY : slot < count ? row[slot] : row[row.length - 1];
            max = Math.max(max, logits[slot]);
        }
        double sum = 0;
        for (int slot = 0; slot <= count; slot++) {
            logits[slot] = Math.exp(logits[slot] - max);
            sum += logits[slot];
        }
        float[] weights = new float[count + 1];
        for (int slot = 0; slot <= count; slot++) {
            weights[slot] = (float) (logits[slot] / sum);
        }
        return weights;
    }

    /// Lets the caches of a block evict, and frees what they do not keep.
    ///
    /// @param slots of `all`; the query's own is the last
    private void evict(int block, KeyValues all, int slots) {
        BlockCaches of = caches.get(block);
        int[][] keep = new int[shape.kvHeads()][];
        for (int cache = 0; cache < of.count(); cache++) {
            ScoredCache scored = scored(of, cache);
            int before = scored.count();
            int[] positions = IntStream.range(0, before).map(scored::position).toArray();
            scored.evict();
            int[] own = new int[scored.count()];
            int slot = 0;
            for (int i = 0; i < own.length; i++) {
                while (positions[slot] != scored.position(i)) {
                    slot++;
                }
                own[i] = slot == before - 1 ? slots - 1 : slot;
            }
            int heads = shape.kvHeads() / of.count();
            Arrays.fill(keep, cache * heads, (cache + 1) * heads, own);
        }
        long others = allocatedBytes() - kept.get(block).allocatedBytes();
        peakBytes = Math.max(peakBytes, others + all.keys().byteSize() + all.values().byteSize());
        kept.get(block).replace(all, keep);
    }

    /// Bytes of the keys and values that are in memory now.
    public long bytes() {
        return kept.stream().mapToLong(KeptKeys::bytes).sum();
    }

    /// Bytes of the tensors that hold them: more where heads keep different numbers of keys, since a tensor is as long as its longest head.
    public long allocatedBytes() {
        return kept.stream().mapToLong(KeptKeys::allocatedBytes).sum();
    }

    /// The most bytes that these tensors have had so far, while one block had its query's own key and what was not evicted yet beside the other blocks' caches.
    public long peakBytes() {
        return peakBytes;
    }

    /// Bytes that the keys and values of a text take if all stay.
    public static long fullBytes(ModelShape shape, int tokens) {
        return 2L * shape.layers() * shape.kvHeads() * shape.headWidth() * tokens * Float.BYTES;
    }

    /// What the cache of a key/value head holds, positions in ascending order.
    public int[] positions(int block, int kvHead) {
        BlockCaches of = caches.get(block);
        ScoredCache scored = scored(of, kvHead * of.count() / shape.kvHeads());
        return IntStream.range(0, scored.count()).map(scored::position).toArray();
    }

    @Override
    public void close() {
        kept.forEach(KeptKeys::close);
    }
}
