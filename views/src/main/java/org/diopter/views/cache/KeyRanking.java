package org.diopter.views.cache;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.diopter.engine.cache.HeadEvictions;

/// What one head has of its keys when a query is answered.
///
/// @param byScore whether kept keys are ranked by the policy's scores, else by the query's attention
/// @param kept those that the query sees, the highest first; of equal ones the one that goes first stands last
/// @param evicted those that it no longer sees, the one that it would pay most to first
public record KeyRanking(boolean byScore, List<Row> kept, List<Row> evicted) {
    /// A key.
    ///
    /// @param value score or attention of a kept key; what an evicted one would get if all were kept
    /// @param leaves whether it is evicted after this query
    public record Row(int key, double value, boolean leaves) {}

    private static final Comparator<Row> HIGHEST_FIRST = Comparator.<Row>comparingDouble(row -> -row.value()).thenComparing(row -> -row.key());

    /// At one query.
    public static KeyRanking of(HeadEvictions seen, int query) {
        boolean byScore = seen.hasScores() && IntStream.rangeClosed(0, query)
                .filter(key -> seen.sees(query, key))
                .allMatch(key -> Float.isFinite(seen.score(query, key)));
        return new KeyRanking(
                byScore,
                IntStream.rangeClosed(0, query)
                        .filter(key -> seen.sees(query, key))
                        .mapToObj(key -> new Row(key, byScore ? seen.score(query, key) : seen.weight(query, key), seen.evictedAfter(key) == query))
                        .sorted(HIGHEST_FIRST)
                        .toList(),
                IntStream.rangeClosed(0, query)
                        .filter(key -> !seen.sees(query, key))
                        .mapToObj(key -> new Row(key, seen.full(query, key), false))
                        .sorted(HIGHEST_FIRST)
                        .toList());
    }

    /// Whether a key is among the kept ones.
    public boolean keeps(int key) {
        return kept.stream().anyMatch(row -> row.key() == key);
    }
}
