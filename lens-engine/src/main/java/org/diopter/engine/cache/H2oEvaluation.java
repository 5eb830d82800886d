package org.diopter.engine.cache;

/// Rules that H2O's and LESS's repositories evaluate under the name H2O. They mask the full attention instead of renormalising it, and show more keys or
/// others than [ScorePolicy.Kind#H2O]. Simulated only; timing does not matter to them.
///
/// @param budget heavy and recent keys
public record H2oEvaluation(Rule rule, Budget budget) implements CachePolicy {
    /// Which code.
    public enum Rule {
        /// H2O's evaluation of 2023: h − 1 heavy keys and the query's own, with the last r, which may be the same.
        LM_EVAL_2023("h2o-lm-eval-2023"),
        /// H2O's evaluation since April 2024: the h keys with the largest sums over all queries, later ones too, with the last r.
        LM_EVAL_HEAD("h2o-lm-eval-head"),
        /// LESS's evaluation: h heavy keys of those that are not among the last r, with those.
        LESS("h2o-less");

        private final String text;

        Rule(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    @Override
    public String text() {
        return rule.text() + ":" + switch (budget) {
            case Budget.Counts counts -> "heavy=" + counts.heavy() + ",recent=" + counts.recent();
            case Budget.Share share -> "ratio=" + share.ratio().toPlainString();
        };
    }

    @Override
    public CachePolicy fixed(int tokens) {
        return new H2oEvaluation(rule, budget.of(tokens));
    }

    @Override
    public int budget(int tokens) {
        return budget.of(tokens).total();
    }

    @Override
    public boolean hasTiming() {
        return false;
    }
}
