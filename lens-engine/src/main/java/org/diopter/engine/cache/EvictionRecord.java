package org.diopter.engine.cache;

import java.util.Arrays;

/// What the caches of one block kept of a text, and what that did to its attention. Heads are query heads; those that share a cache have the same keys.
public final class EvictionRecord {
    private final int heads;
    private final int caches;
    private final int tokens;
    private final int[] lastSeen;
    private final float[] mass;
    private final float[] cosineToFull;
    private final float[] cosineToIdeal;
    private final float[] standIn;
    private final float[] reconstruction;

    /// @param compensated whether something stands in for what is evicted
    EvictionRecord(int heads, int caches, int tokens, boolean measured, boolean compensated) {
        this.heads = heads;
        this.caches = caches;
        this.tokens = tokens;
        this.lastSeen = new int[caches * tokens];
        Arrays.fill(lastSeen, -1);
        int rows = measured ? heads * tokens : 0;
        this.mass = new float[rows];
        this.cosineToFull = new float[rows];
        this.cosineToIdeal = new float[rows];
        this.standIn = new float[compensated ? rows : 0];
        this.reconstruction = new float[standIn.length];
    }

    public int heads() {
        return heads;
    }

    public int tokens() {
        return tokens;
    }

    /// How many caches the block has.
    public int caches() {
        return caches;
    }

    /// Whether something stands in for what is evicted, so that [#standIn] and [#reconstruction] are known.
    public boolean compensated() {
        return standIn.length > 0;
    }

    /// The share of a query's attention that lies on keys which it no longer sees, by what stands in for them: the weight of LESS's low-rank part.
    public float standIn(int head, int query) {
        return standIn[head * tokens + query];
    }

    /// The cosine of a query's attention with what stands in for evicted keys and what it would pay to all. Without, it is [#cosineToFull].
    public float reconstruction(int head, int query) {
        return reconstruction[head * tokens + query];
    }

    /// Which of the block's caches a query head reads.
    public int cache(int head) {
        return head * caches / heads;
    }

    /// The last query that sees a key.
    public int lastQuery(int head, int key) {
        return lastSeen[cache(head) * tokens + key];
    }

    /// The last query that sees a key, or −1 if it is still there at the end of the text.
    public int evictedAfter(int head, int key) {
        int last = lastQuery(head, key);
        return last == tokens - 1 ? -1 : last;
    }

    /// Whether a query sees a key. For policies that never take a key back, which are all but `ideal` and the evaluation forms of H2O.
    public boolean sees(int head, int query, int key) {
        return key <= query && query <= lastSeen[cache(head) * tokens + key];
    }

    /// Whether [#mass], [#cosineToFull] and [#cosineToIdeal] are known.
    public boolean measured() {
        return mass.length > 0;
    }

    /// The share of the full attention of a query that lies on the keys it sees.
    public float mass(int head, int query) {
        return mass[head * tokens + query];
    }

    /// The cosine of what a query pays to the keys it sees and what it would pay to all.
    public float cosineToFull(int head, int query) {
        return cosineToFull[head * tokens + query];
    }

    /// The cosine of what a query pays to the keys it sees and what it would pay to the best ones of the same number.
    public float cosineToIdeal(int head, int query) {
        return cosineToIdeal[head * tokens + query];
    }

    /// The mean of [#mass] over heads and queries.
    public double meanMass() {
        return mean(mass);
    }

    /// The mean of [#cosineToFull] over heads and queries.
    public double meanCosineToFull() {
        return mean(cosineToFull);
    }

    /// The mean of [#cosineToIdeal] over heads and queries.
    public double meanCosineToIdeal() {
        return mean(cosineToIdeal);
    }

    /// Adds, for every query, the keys that it sees: a key of a key/value head counts while any of its query heads sees it.
    ///
    /// @param seen [tokens]. Modified.
    void addKeys(int kvHeads, long[] seen) {
        int group = heads / kvHeads;
        for (int kvHead = 0; kvHead < kvHeads; kvHead++) {
            long[] changes = new long[tokens + 1];
            for (int key = 0; key < tokens; key++) {
                int last = -1;
                for (int head = kvHead * group; head < (kvHead + 1) * group; head++) {
                    last = Math.max(last, lastSeen[cache(head) * tokens + key]);
                }
                if (last >= key) {
                    changes[key]++;
                    changes[last + 1]--;
                }
            }
            long now = 0;
            for (int query = 0; query < tokens; query++) {
                now += changes[query];
                seen[query] += now;
            }
        }
    }

    /// How alike two policies' choices are at the end of the text: keys that both keep over keys that one keeps, mean over heads.
    public double jaccard(EvictionRecord other) {
        double sum = 0;
        for (int head = 0; head < heads; head++) {
            int both = 0;
            int either = 0;
            for (int key = 0; key < tokens; key++) {
                boolean here = evictedAfter(head, key) < 0;
                boolean there = other.evictedAfter(head, key) < 0;
                both += here && there ? 1 : 0;
                either += here || there ? 1 : 0;
            }
            sum += (double) both / either;
        }
        return sum / heads;
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return values.length == 0 ? Double.NaN : sum / values.length;
    }

    void seen(int cache, int query, int[] visible, int count) {
        int base = cache * tokens;
        for (int i = 0; i < count; i++) {
            lastSeen[base + visible[i]] = query;
        }
    }

    /// What a query pays with what stands in for evicted keys.
    ///
    /// @param full what it would pay to all. Not modified.
    /// @param made what it pays. Not modified.
    /// @param visible the keys that it sees, ascending. Not modified.
    void compensated(int head, int query, float[] full, float[] made, int[] visible, int count) {
        if (standIn.length == 0) {
            return;
        }
        double both = 0;
        double fullSquares = 0;
        double madeSquares = 0;
        double all = 0;
        for (int key = 0; key <= query; key++) {
            both += (double) full[key] * made[key];
            fullSquares += (double) full[key] * full[key];
            madeSquares += (double) made[key] * made[key];
            all += made[key];
        }
        double seen = 0;
        for (int i = 0; i < count; i++) {
            seen += made[visible[i]];
        }
        standIn[head * tokens + query] = (float) (Math.max(0, all - seen) / all);
        reconstruction[head * tokens + query] = (float) (both / Math.sqrt(fullSquares * madeSquares));
    }

    void measured(int head, int query, double mass, double toFull, double toIdeal) {
        int row = head * tokens + query;
        this.mass[row] = (float) mass;
        cosineToFull[row] = (float) toFull;
        cosineToIdeal[row] = (float) toIdeal;
    }
}
