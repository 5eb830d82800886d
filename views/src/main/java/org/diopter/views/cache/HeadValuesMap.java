package org.diopter.views.cache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.diopter.engine.cache.HeadPolicies;
import org.diopter.engine.cache.ScorePolicy;
import org.diopter.views.figure.ColorMap;
import org.diopter.views.figure.FigureText;
import org.diopter.views.figure.MapFigure;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.ValueRange;
import org.diopter.views.figure.Viewport;

/// The values that caches have of their own, as a map: blocks upward, caches across.
///
/// @param tokens of the text that a share is of
public record HeadValuesMap(HeadPolicies heads, Value value, int tokens, Sheet sheet, Provenance provenance) {
    /// Which value.
    public enum Value {
        /// How many past keys a cache keeps.
        BUDGET,
        /// How much of a score stays from query to query.
        ALPHA;

        /// As the command line names it.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The map.
    public MapFigure figure() {
        int columns = heads.blocks().stream().mapToInt(List::size).max().orElse(0);
        int lines = heads.blocks().size();
        float[] values = new float[lines * columns];
        List<String> words = new ArrayList<>();
        Arrays.fill(values, Float.NaN);
        for (int line = 0; line < lines; line++) {
            List<ScorePolicy> block = heads.blocks().get(lines - 1 - line);
            for (int cache = 0; cache < columns; cache++) {
                boolean known = cache < block.size();
                values[line * columns + cache] = known ? number(block.get(cache)) : Float.NaN;
                words.add(known ? word(block.get(cache)) : "");
            }
        }
        double high = IntStream.range(0, values.length).mapToDouble(i -> values[i]).filter(Double::isFinite).max().orElse(1);
        ValueRange range = ValueRange.of(0, value == Value.ALPHA ? 1 : Math.max(1, high));
        List<Integer> blocks = IntStream.range(0, lines).boxed().sorted(Comparator.reverseOrder()).toList();
        MapFigure.Grid grid = new MapFigure.Grid("block", blocks.stream().map(String::valueOf).toList(), "cache",
                IntStream.range(0, columns).mapToObj(String::valueOf).toList(), values, words);
        String policy = heads.blocks().getFirst().getFirst().kind().text();
        String what = value == Value.BUDGET ? "past keys kept" : "α";
        FigureText text = new FigureText(value == Value.BUDGET ? "Budgets of heads" : "α of heads", policy + ", mean budget " + heads.budget(tokens),
                what + ", " + range.describe(), "What every cache of " + provenance.model() + " has under " + policy + " with values of its own: " + what
                        + ". Caches are those of key/value heads, or of all heads of a block where the policy shares one.");
        return new MapFigure(text, grid, what, ColorMap.TIDE, range, Set.of(), Viewport.WHOLE, sheet, provenance);
    }

    private float number(ScorePolicy policy) {
        return value == Value.BUDGET ? policy.budget(tokens) : policy.alpha().floatValue();
    }

    private String word(ScorePolicy policy) {
        return value == Value.BUDGET ? Integer.toString(policy.budget(tokens)) : policy.alpha().toPlainString();
    }
}
