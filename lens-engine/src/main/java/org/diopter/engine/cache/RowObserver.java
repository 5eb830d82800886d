package org.diopter.engine.cache;

/// Hears what queries make of their keys while a block runs under a policy. Called by several threads for different caches; for one head in the order of
/// the queries.
@FunctionalInterface
interface RowObserver {
    RowObserver NONE = (head, query, full, weights, choice) -> {};

    /// @param full [at least query + 1], the attention the query would pay to all keys; sums to 1. Not to be kept.
    /// @param weights [at least query + 1], what it pays under the policy; sums to 1. Not to be kept.
    /// @param choice of the head's cache, which has seen this query
    void answered(int head, int query, float[] full, float[] weights, KeyChoice choice);
}
