package org.diopter.engine.lens;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Follows chosen tokens through a column: those asked for, and every token that was top-1 at any of its layers.
final class TokenTracker {
    private final List<Integer> asked;

    TokenTracker(List<Integer> asked) {
        this.asked = asked;
    }

    /// Tracks the tokens of a column that has been read.
    ///
    /// @param ranks counts ranks, or nothing if they are not wanted (each costs a walk over its row)
    /// @param into Modified: the tracked tokens of this position.
    void track(ColumnReader.Column column, boolean ranked, ColumnReader ranks, TrajectoryCells into) {
        int rows = column.layers().length;
        int[] ids = choose(column.position(), into);
        float[] logProbabilities = new float[rows * ids.length];
        float[] rank = new float[rows * ids.length];
        for (int row = 0; row < rows; row++) {
            float normalizer = into.logNormalizers[into.cell(row, column.position())];
            for (int i = 0; i < ids.length; i++) {
                float logit = column.logits().at(column.firstRow() + row, ids[i]);
                logProbabilities[row * ids.length + i] = logit - normalizer;
                rank[row * ids.length + i] =
                        ranked ? ranks.rank(column.logits(), column.firstRow() + row, logit) : Float.NaN;
            }
        }
        into.track(column.position(), new TrajectoryCells.Tracked(asked, ids, logProbabilities, rank));
    }

    /// Those asked for, then the winners by descending largest probability.
    private int[] choose(int position, TrajectoryCells cells) {
        Map<Integer, Float> winners = new HashMap<>();
        for (int row = 0; row < cells.rows; row++) {
            int first = cells.cell(row, position) * cells.topK;
            winners.merge(cells.topIds[first], cells.topLogProbabilities[first], Math::max);
        }
        Set<Integer> chosen = new LinkedHashSet<>(asked);
        winners.entrySet().stream()
                .sorted(Map.Entry.<Integer, Float>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(winner -> chosen.add(winner.getKey()));
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }
}
