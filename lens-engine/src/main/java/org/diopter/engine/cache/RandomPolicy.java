package org.diopter.engine.cache;

/// Keys picked by chance leave: what a policy must beat.
///
/// @param budget of which the total counts
/// @param seed of the choice; blocks and caches differ
public record RandomPolicy(Budget budget, long seed) implements CachePolicy {
    @Override
    public String text() {
        return "random:" + PolicyText.total(budget) + (seed == 0 ? "" : ",seed=" + seed);
    }

    @Override
    public CachePolicy fixed(int tokens) {
        return new RandomPolicy(budget.of(tokens), seed);
    }

    @Override
    public int budget(int tokens) {
        return budget.of(tokens).total();
    }

    @Override
    public Grouping grouping() {
        return Grouping.SUM;
    }
}
