package org.diopter.engine.cache;

import java.util.stream.IntStream;
import org.diopter.engine.runtime.Cancellation;

/// What one query head makes of its keys under a policy, query by query. Keys after a query have weight 0.
public final class HeadEvictions {
    private final int tokens;
    private final float[] full;
    private final float[] weights;
    private final float[] scores;
    private final EvictionRecord record;
    private final int head;

    HeadEvictions(int tokens, boolean scored, EvictionRecord record, int head) {
        this.tokens = tokens;
        this.full = new float[Math.multiplyExact(tokens, tokens)];
        this.weights = new float[full.length];
        this.scores = new float[scored ? full.length : 0];
        this.record = record;
        this.head = head;
    }

    /// Looks inside a finished run.
    ///
    /// @param request with which it ran
    public static HeadEvictions of(CachePass pass, CacheRun run, CachePass.Request request, int block, int head, Cancellation cancellation) {
        boolean scored = run.use().policy() instanceof ScorePolicy || run.use().policy() instanceof HeadPolicies || run.use().policy() instanceof LessPolicy;
        HeadEvictions seen = new HeadEvictions(request.tokens().length(), scored, run.blocks().get(block), head);
        pass.look(run, request, block, seen::answered, cancellation);
        return seen;
    }

    void answered(int of, int query, float[] paid, float[] under, KeyChoice choice) {
        if (of != head) {
            return;
        }
        System.arraycopy(paid, 0, full, query * tokens, query + 1);
        System.arraycopy(under, 0, weights, query * tokens, query + 1);
        if (choice instanceof ScoredCache scored && scores.length > 0) {
            double[] row = new double[tokens];
            scored.scores(head % scored.heads(), row);
            for (int key = 0; key <= query; key++) {
                scores[query * tokens + key] = (float) row[key];
            }
        }
    }

    public int tokens() {
        return tokens;
    }

    /// What a query would pay to a key if all were kept; the stream is that under the policy.
    public float full(int query, int key) {
        return full[query * tokens + key];
    }

    /// What it pays to a key: 0 where evicted, unless kernels of LESS stand in for it.
    public float weight(int query, int key) {
        return weights[query * tokens + key];
    }

    /// Whether a query sees a key.
    public boolean sees(int query, int key) {
        return record.sees(head, query, key);
    }

    /// How many keys a query sees.
    public int keys(int query) {
        return (int) IntStream.rangeClosed(0, query).filter(key -> sees(query, key)).count();
    }

    /// The last query that sees a key.
    public int lastQuery(int key) {
        return record.lastQuery(head, key);
    }

    /// The last query that sees a key, or −1 if it is there at the end.
    public int evictedAfter(int key) {
        return record.evictedAfter(head, key);
    }

    /// Whether the policy goes by scores.
    public boolean hasScores() {
        return scores.length > 0;
    }

    /// The score of a key after a query, before what the query makes due is evicted: ∞ where evicted earlier, 0 after the query.
    public float score(int query, int key) {
        return scores[query * tokens + key];
    }

    /// The share of [#full] that lies on keys which a query sees.
    public float mass(int query) {
        return record.mass(head, query);
    }
}
