package org.diopter.engine.cache;

/// What one cache keeps while a text goes through it, query after query. A cache belongs to one query head or to several that share it.
interface KeyChoice {
    /// Which keys a query sees. Queries come in order, each once.
    ///
    /// @param query position of the query
    /// @param attention [heads of the cache][at least query + 1], the attention each pays to all keys up to its own; sums to 1. Not modified.
    /// @param visible at least query + 1 long. Modified: the positions of the keys that are seen, ascending.
    /// @return how many they are
    int choose(int query, float[][] attention, int[] visible);

    /// Whether the choice depends on queries that come later; if so, all rows are shown to [#foresee] before the first query.
    default boolean looksAhead() {
        return false;
    }

    /// Shows a row in advance.
    default void foresee(int query, float[][] attention) {}
}
