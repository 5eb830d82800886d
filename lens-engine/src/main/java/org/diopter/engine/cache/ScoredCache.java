package org.diopter.engine.cache;

import java.util.Arrays;

/// A cache that evicts the key with the lowest score: A ← α A + S for every query, where S is the query's attention over the keys still there. Of equal
/// scores the lowest position goes.
///
/// Keys stand in slots in the order of their positions; what is evicted leaves no gap. An eviction that a query makes due happens before the next one comes
/// ([#evict]), so that between the two the scores can be seen as the eviction will see them.
final class ScoredCache implements KeyChoice {
    private static final int FIRST_SLOTS = 64;

    private final Budget.Counts budget;
    private final double alpha;
    private final Timing timing;
    private final boolean byMaximum;
    private final double[][] scores;
    private int[] positions = new int[FIRST_SLOTS];
    private int count;
    private int last = -1;

    /// @param heads that share the cache
    /// @param byMaximum whether their scores are reduced to the largest; else to the sum
    ScoredCache(Budget.Counts budget, double alpha, Timing timing, int heads, boolean byMaximum) {
        this.budget = budget;
        this.alpha = alpha;
        this.timing = timing;
        this.byMaximum = byMaximum;
        this.scores = new double[heads][FIRST_SLOTS];
    }

    @Override
    public int choose(int query, float[][] attention, int[] visible) {
        evict();
        enter(query);
        for (int head = 0; head < scores.length; head++) {
            update(scores[head], attention[head], count == query + 1 ? 1 : factor(attention[head]));
        }
        System.arraycopy(positions, 0, visible, 0, count);
        return count;
    }

    /// What divides attention anew among the keys that are there. Where all of it is so small that it is lost in float32, none of them earns anything.
    private double factor(float[] attention) {
        double kept = kept(attention);
        return kept > 0 ? 1 / kept : 0;
    }

    private double kept(float[] attention) {
        double sum = 0;
        double odd = 0;
        int slot = 0;
        for (; slot + 2 <= count; slot += 2) {
            sum += attention[positions[slot]];
            odd += attention[positions[slot + 1]];
        }
        return slot < count ? sum + odd + attention[positions[slot]] : sum + odd;
    }

    private void update(double[] own, float[] attention, double factor) {
        int[] at = positions;
        for (int slot = 0; slot < count; slot++) {
            own[slot] = alpha * own[slot] + attention[at[slot]] * factor;
        }
    }

    /// The same where only the keys that are there are known.
    ///
    /// @param attention [heads of the cache][slots], over the keys of the cache, the query's own last; each sums to 1
    void answered(int query, float[][] attention) {
        enter(query);
        for (int head = 0; head < scores.length; head++) {
            double[] own = scores[head];
            for (int slot = 0; slot < count; slot++) {
                own[slot] = alpha * own[slot] + attention[head][slot];
            }
        }
    }

    private void enter(int query) {
        if (count == positions.length) {
            positions = Arrays.copyOf(positions, 2 * count);
            for (int head = 0; head < scores.length; head++) {
                scores[head] = Arrays.copyOf(scores[head], 2 * count);
            }
        }
        for (double[] own : scores) {
            own[count] = 0;
        }
        positions[count++] = query;
        last = query;
    }

    /// Evicts what the last query has made due.
    void evict() {
        if (last < 0 || !timing.evictsAfter(last)) {
            return;
        }
        while (count > budget.total()) {
            remove(lowest());
        }
    }

    private int lowest() {
        int lowest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int slot = budget.sink(); slot < count && positions[slot] <= last - budget.recent(); slot++) {
            double score = reduced(slot);
            if (lowest < 0 || score < least) {
                lowest = slot;
                least = score;
            }
        }
        return lowest;
    }

    private double reduced(int slot) {
        double reduced = scores[0][slot];
        for (int head = 1; head < scores.length; head++) {
            reduced = byMaximum ? Math.max(reduced, scores[head][slot]) : reduced + scores[head][slot];
        }
        return reduced;
    }

    private void remove(int slot) {
        int after = count - slot - 1;
        System.arraycopy(positions, slot + 1, positions, slot, after);
        for (double[] own : scores) {
            System.arraycopy(own, slot + 1, own, slot, after);
        }
        count--;
    }

    /// How many query heads share it.
    int heads() {
        return scores.length;
    }

    /// How many keys are there.
    int count() {
        return count;
    }

    /// The position of the key in a slot.
    int position(int slot) {
        return positions[slot];
    }

    /// Scores of one head by position: ∞ where evicted, 0 where not met yet.
    ///
    /// @param into at least as long as the text so far. Modified.
    void scores(int head, double[] into) {
        Arrays.fill(into, 0, last + 1, Double.POSITIVE_INFINITY);
        Arrays.fill(into, last + 1, into.length, 0);
        for (int slot = 0; slot < count; slot++) {
            into[positions[slot]] = scores[head][slot];
        }
    }
}
