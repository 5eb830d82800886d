package org.diopter.engine.cache;

import org.diopter.engine.cache.Budget.Counts;

/// The keys with the largest sums of attention over all queries of the text, later ones too, and the last before the query. No cache can know these sums.
final class ForeseeingH2o implements KeyChoice {
    private final Counts budget;
    private final double[] sums;
    private boolean[] heavy = new boolean[0];

    /// @param tokens of the text
    ForeseeingH2o(Counts budget, int tokens) {
        this.budget = budget;
        this.sums = new double[tokens];
    }

    @Override
    public boolean looksAhead() {
        return true;
    }

    @Override
    public void foresee(int query, float[][] attention) {
        for (int key = 0; key <= query; key++) {
            sums[key] += attention[0][key];
        }
    }

    @Override
    public int choose(int query, float[][] attention, int[] visible) {
        if (heavy.length == 0) {
            heavy = heaviest();
        }
        int count = 0;
        for (int key = 0; key <= query; key++) {
            if (heavy[key] || key >= query - budget.recent()) {
                visible[count++] = key;
            }
        }
        return count;
    }

    private boolean[] heaviest() {
        boolean[] chosen = new boolean[sums.length];
        for (int n = 0; n < Math.min(budget.heavy(), sums.length); n++) {
            int best = -1;
            for (int key = 0; key < sums.length; key++) {
                if (!chosen[key] && (best < 0 || sums[key] > sums[best])) {
                    best = key;
                }
            }
            chosen[best] = true;
        }
        return chosen;
    }
}
