package org.diopter.engine.cache;

import org.diopter.engine.math.Seeds;
import org.diopter.model.UnusableInputException;

/// The caches of one block while a text goes through it. Caches are independent of each other: different threads may serve different ones.
final class BlockCaches {
    private final int heads;
    private final KeyChoice[] choices;
    private final IdealChoice[] ideals;
    private final int[][] idealKeys;
    private final int[] budgets;
    private final EvictionRecord record;

    /// @param heads query heads
    /// @param tokens of the text
    /// @param measured whether kept attention is measured against the full one
    /// @throws UnusableInputException if the policy's budget does not fit the text
    BlockCaches(CachePolicy policy, int block, int heads, int kvHeads, int tokens, Timing timing, boolean measured) {
        this.heads = heads;
        int caches = policy.grouping().caches(heads, kvHeads);
        this.choices = new KeyChoice[caches];
        this.budgets = new int[caches];
        this.ideals = new IdealChoice[measured ? caches : 0];
        this.idealKeys = new int[ideals.length][tokens];
        this.record = new EvictionRecord(heads, caches, tokens, measured, policy instanceof LessPolicy);
        for (int cache = 0; cache < caches; cache++) {
            CachePolicy own = policy.of(block, cache);
            budgets[cache] = own.budget(tokens);
            choices[cache] = choice(own, heads / caches, tokens, timing, (long) block * caches + cache);
            if (measured) {
                ideals[cache] = new IdealChoice(budgets[cache]);
            }
        }
    }

    private static KeyChoice choice(CachePolicy policy, int heads, int tokens, Timing timing, long place) {
        return switch (policy) {
            case FullCache _ -> new IdealChoice(tokens);
            case ScorePolicy scored -> scored(scored, heads, tokens, timing);
            case LessPolicy less -> scored(less.sparse(), heads, tokens, timing);
            case IdealPolicy ideal -> new IdealChoice(ideal.budget(tokens));
            case RandomPolicy random -> new RandomChoice(random.budget(tokens), timing, tokens, Seeds.of(random.seed(), place));
            case H2oEvaluation evaluation -> evaluation.rule() == H2oEvaluation.Rule.LM_EVAL_HEAD
                    ? new ForeseeingH2o(evaluation.budget().of(tokens), tokens)
                    : new MaskedH2o(evaluation.rule(), evaluation.budget().of(tokens), tokens);
            case HeadPolicies _ -> throw new IllegalArgumentException("policies of heads within policies of heads");
        };
    }

    private static ScoredCache scored(ScorePolicy policy, int heads, int tokens, Timing timing) {
        return new ScoredCache(policy.counts(tokens), policy.alpha().doubleValue(), timing, heads, policy.grouping() == Grouping.MAX);
    }

    /// How many there are.
    int count() {
        return choices.length;
    }

    /// How many query heads share one: head h reads cache h / this.
    int headsPerCache() {
        return heads / choices.length;
    }

    KeyChoice choice(int cache) {
        return choices[cache];
    }

    /// Whether all rows must be shown before the first is answered.
    boolean looksAhead() {
        return choices[0].looksAhead();
    }

    /// Which keys a query sees, see [KeyChoice#choose]; what is kept and what it is worth is recorded.
    int row(int cache, int query, float[][] attention, int[] visible) {
        int count = choices[cache].choose(query, attention, visible);
        record.seen(cache, query, visible, count);
        if (ideals.length > 0) {
            for (int i = 0; i < headsPerCache(); i++) {
                measure(cache, cache * headsPerCache() + i, query, attention[i], visible, count);
            }
        }
        return count;
    }

    private void measure(int cache, int head, int query, float[] row, int[] visible, int count) {
        if (count == query + 1) {
            record.measured(head, query, 1, 1, query <= budgets[cache] ? 1 : toIdeal(cache, query, row, visible, count));
            return;
        }
        double mass = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double p = row[visible[i]];
            mass += p;
            squares += p * p;
        }
        double all = 0;
        for (int key = 0; key <= query; key++) {
            all += (double) row[key] * row[key];
        }
        record.measured(head, query, mass, Math.sqrt(squares / all), toIdeal(cache, query, row, visible, count));
    }

    private double toIdeal(int cache, int query, float[] row, int[] visible, int count) {
        int[] best = idealKeys[cache];
        int bestCount = ideals[cache].choose(query, new float[][] {row}, best);
        double both = 0;
        double bestSquares = 0;
        double squares = 0;
        int at = 0;
        for (int i = 0; i < count; i++) {
            double p = row[visible[i]];
            squares += p * p;
            while (at < bestCount && best[at] < visible[i]) {
                at++;
            }
            both += at < bestCount && best[at] == visible[i] ? p * p : 0;
        }
        for (int i = 0; i < bestCount; i++) {
            bestSquares += (double) row[best[i]] * row[best[i]];
        }
        return both / Math.sqrt(squares * bestSquares);
    }

    /// What has happened.
    EvictionRecord record() {
        return record;
    }
}
