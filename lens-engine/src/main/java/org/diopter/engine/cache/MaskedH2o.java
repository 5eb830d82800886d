package org.diopter.engine.cache;

import java.util.Arrays;
import org.diopter.engine.cache.Budget.Counts;

/// The causal ones of [H2oEvaluation]: scores are sums of the full attention, and a key that is neither heavy nor recent loses its score.
final class MaskedH2o implements KeyChoice {
    private final H2oEvaluation.Rule rule;
    private final Counts budget;
    private final double[] scores;
    private final boolean[] seen;
    private final double[] sorted;

    /// @param tokens of the text
    MaskedH2o(H2oEvaluation.Rule rule, Counts budget, int tokens) {
        this.rule = rule;
        this.budget = budget;
        this.scores = new double[tokens];
        this.seen = new boolean[tokens];
        this.sorted = new double[tokens];
    }

    @Override
    public int choose(int query, float[][] attention, int[] visible) {
        boolean overlapping = rule == H2oEvaluation.Rule.LM_EVAL_2023;
        int whole = overlapping ? budget.heavy() : budget.heavy() + budget.recent();
        int keys = query + 1;
        if (query >= whole) {
            int older = overlapping ? keys : Math.max(0, query - budget.recent());
            keepHeaviest(overlapping ? Math.max(0, budget.heavy() - 1) : budget.heavy(), older, query);
        }
        int count = 0;
        for (int key = 0; key < keys; key++) {
            boolean heavy = query < whole || seen[key];
            boolean recent = key >= query - budget.recent();
            if (heavy || recent) {
                visible[count++] = key;
            }
            boolean keepsScore = heavy || !overlapping && recent;
            scores[key] = keepsScore ? scores[key] + attention[0][key] : 0;
        }
        return count;
    }

    /// Marks the keys with the largest scores; of equal ones the first.
    private void keepHeaviest(int heaviest, int older, int query) {
        Arrays.fill(seen, 0, query + 1, false);
        int count = Math.min(heaviest, older);
        if (count > 0) {
            System.arraycopy(scores, 0, sorted, 0, older);
            Arrays.sort(sorted, 0, older);
            double least = sorted[older - count];
            int ties = count;
            for (int key = 0; key < older; key++) {
                seen[key] = scores[key] > least;
                ties -= seen[key] ? 1 : 0;
            }
            for (int key = 0; key < older && ties > 0; key++) {
                boolean tie = scores[key] == least;
                seen[key] |= tie;
                ties -= tie ? 1 : 0;
            }
        }
        seen[query] = true;
    }
}
