package org.diopter.views.figure;

import java.util.Optional;

/// A map of one head: query positions downward, key positions across. Colours go by the square root.
public sealed interface QueryKeyFigure extends Figure permits AttentionFigure, EvictionFigure {
    /// The upper end of the fixed range.
    double FIXED_END = 0.4;

    /// How many positions there are.
    int positions();

    /// How the input's tokens are written.
    TokenLabels labels();

    /// Where the ends of the colours come from; the fixed range is 0–0.4.
    RangeMode mode();

    ColorMap map();

    Viewport viewport();

    /// One cell in words.
    String describe(int query, int key);

    /// The share of its attention that a query pays to a key.
    float share(int query, int key);

    /// All shares that have a colour, in any order.
    double[] shares();

    /// What the ends of the colours stand for.
    default ValueRange range() {
        return switch (mode()) {
            case RangeMode.Locked(ValueRange range) -> range;
            case RangeMode.Fixed _ -> new ValueRange(0, FIXED_END, ValueRange.Scale.SQRT, false, true);
            case RangeMode.Fit _ -> ValueRange.fit(shares(), ValueRange.Scale.SQRT);
        };
    }

    /// Where everything lies: columns are keys, lines are queries.
    default GridLayout layout() {
        return QueryKeyAxes.layout(sheet(), labels(), positions(), viewport());
    }

    /// The query (line) and the key (column) under a point, or nothing.
    default Optional<GridLayout.Place> at(double x, double y) {
        return layout().at(x, y);
    }

    /// The height that a picture of this width needs for all cells to be square.
    @Override
    default double naturalHeight(double width) {
        return QueryKeyAxes.naturalHeight(sheet().palette(), width, labels(), positions(), viewport());
    }

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
