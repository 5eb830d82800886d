package org.diopter.engine.cache;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.diopter.model.UnusableInputException;

/// A policy on given attention of one block, without a model.
public final class Simulation {
    /// The longest array of Java.
    private static final int MOST_NUMBERS = Integer.MAX_VALUE - 8;

    private Simulation() {}

    /// Hears which keys a query sees. Called by several threads for different heads; for one head in the order of the queries.
    @FunctionalInterface
    public interface Listener {
        Listener NONE = (head, query, visible, scores) -> {};

        /// @param visible positions of keys, ascending. Not to be kept.
        /// @param scores of every key after this query, before what it makes due is evicted: ∞ where evicted; empty if the policy has none. Not to be kept.
        void answered(int head, int query, int[] visible, double[] scores);
    }

    /// Room for the full attention of one block: [H, T, T].
    ///
    /// @throws UnusableInputException D-305 if no array holds it
    public static float[] room(int heads, int tokens) {
        requireRoom(heads, tokens);
        return new float[heads * tokens * tokens];
    }

    /// Refuses a text of which [#room] would refuse the attention.
    ///
    /// @throws UnusableInputException D-305
    public static void requireRoom(int heads, int tokens) {
        int most = (int) Math.sqrt((double) MOST_NUMBERS / heads);
        if (tokens > most) {
            throw new UnusableInputException("D-305", "What %d heads pay to %,d tokens is more than fits into memory at once. Use texts of at most %,d tokens."
                    .formatted(heads, tokens, most));
        }
    }

    /// Runs a policy.
    ///
    /// @param attention [H, T, T], full causal attention; each row sums to 1
    /// @param block for policies whose blocks differ
    /// @throws org.diopter.model.UnusableInputException if the policy's budget is none
    public static EvictionRecord run(
            float[] attention, int heads, int kvHeads, int tokens, CachePolicy policy, int block, Timing timing, Listener listener) {
        return run(attention, tokens, new BlockCaches(policy, block, heads, kvHeads, tokens, timing, true), listener);
    }

    /// The same without measuring kept attention against the full one, which takes longer than the policy itself.
    public static EvictionRecord evictions(float[] attention, int heads, int kvHeads, int tokens, CachePolicy policy, int block, Timing timing) {
        return run(attention, tokens, new BlockCaches(policy, block, heads, kvHeads, tokens, timing, false), Listener.NONE);
    }

    private static EvictionRecord run(float[] attention, int tokens, BlockCaches caches, Listener listener) {
        IntStream.range(0, caches.count()).parallel().forEach(cache -> run(attention, tokens, caches, cache, listener));
        return caches.record();
    }

    private static void run(float[] attention, int tokens, BlockCaches caches, int cache, Listener listener) {
        int group = caches.headsPerCache();
        float[][] rows = new float[group][tokens];
        int[] visible = new int[tokens];
        double[] scores = new double[caches.choice(cache) instanceof ScoredCache ? tokens : 0];
        if (caches.looksAhead()) {
            for (int query = 0; query < tokens; query++) {
                load(attention, tokens, cache * group, query, rows);
                caches.choice(cache).foresee(query, rows);
            }
        }
        for (int query = 0; query < tokens; query++) {
            load(attention, tokens, cache * group, query, rows);
            int count = caches.row(cache, query, rows, visible);
            for (int i = 0; i < group; i++) {
                if (caches.choice(cache) instanceof ScoredCache scored) {
                    scored.scores(i, scores);
                }
                if (listener != Listener.NONE) {
                    listener.answered(cache * group + i, query, Arrays.copyOf(visible, count), scores);
                }
            }
        }
    }

    private static void load(float[] attention, int tokens, int firstHead, int query, float[][] rows) {
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(attention, ((firstHead + i) * tokens + query) * tokens, rows[i], 0, query + 1);
        }
    }
}
