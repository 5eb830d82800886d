package org.diopter.engine.cache;

/// The keys that a query itself pays most attention to, chosen from all: what no cache can know. Nothing is remembered, and the query's own key counts
/// like any other, so that it sees one key fewer than under a policy of the same budget.
///
/// @param budget of which the total counts
public record IdealPolicy(Budget budget) implements CachePolicy {
    @Override
    public String text() {
        return "ideal:" + PolicyText.total(budget);
    }

    @Override
    public CachePolicy fixed(int tokens) {
        return new IdealPolicy(budget.of(tokens));
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
