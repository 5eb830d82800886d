package org.diopter.views.figure;

/// A map of one head: query positions downward, key positions across.
public sealed interface QueryKeyFigure extends Figure permits AttentionFigure, EvictionFigure {
    /// How many positions there are.
    int positions();

    /// Where everything lies: columns are keys, lines are queries.
    GridLayout layout();

    /// One cell in words.
    String describe(int query, int key);

    /// The share of its attention that a query pays to a key.
    float share(int query, int key);

    /// The key to which a query pays most.
    default int strongest(int query) {
        int best = 0;
        for (int key = 1; key <= query; key++) {
            if (share(query, key) > share(query, best)) {
                best = key;
            }
        }
        return best;
    }
}
