package org.diopter.views.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.diopter.engine.cache.HeadEvictions;

/// What one head keeps of a text under a cache policy: query position downward, key position across. Colour is the attention a query pays to a key that it
/// sees, flat grey a key that has been evicted, and a bar stands where it was.
///
/// @param seen of the head
/// @param place block and head, from 0
/// @param policy with its timing, for people
/// @param labels how the input's tokens are written
/// @param mode where the ends of the colours come from; the fixed range is 0–0.4, and colours go by the square root
public record EvictionFigure(
        HeadEvictions seen,
        Place place,
        String policy,
        TokenLabels labels,
        RangeMode mode,
        ColorMap map,
        Viewport viewport,
        Sheet sheet,
        Provenance provenance)
        implements QueryKeyFigure {
    /// A head of the model.
    public record Place(int block, int head) {}

    @Override
    public int positions() {
        return seen.tokens();
    }

    @Override
    public double[] shares() {
        double[] weights = new double[positions() * (positions() + 1) / 2];
        int count = 0;
        for (int query = 0; query < positions(); query++) {
            for (int key = 0; key <= query; key++) {
                if (seen.sees(query, key)) {
                    weights[count++] = seen.weight(query, key);
                }
            }
        }
        return Arrays.copyOf(weights, count);
    }

    @Override
    public float share(int query, int key) {
        return seen.weight(query, key);
    }

    @Override
    public String describe(int query, int key) {
        String of = "Query " + query + " ‘" + labels.input(query).spoken() + "’, key " + key + " ‘" + labels.input(key).spoken() + "’: ";
        if (key > query) {
            return of + "not there yet.";
        }
        int after = seen.evictedAfter(key);
        return seen.sees(query, key)
                ? of + Numbers.percent(seen.weight(query, key)) + " per cent of its attention" + (after == query ? ", evicted after this query." : ".")
                : of + "evicted after query " + after + "; it would get " + Numbers.percent(seen.full(query, key)) + " per cent if all were kept.";
    }

    @Override
    public EvictionFigure settled() {
        return with(layout().cropped());
    }

    public EvictionFigure with(Viewport other) {
        return new EvictionFigure(seen, place, policy, labels, mode, map, other, sheet, provenance);
    }

    @Override
    public EvictionFigure on(Sheet other) {
        return new EvictionFigure(seen, place, policy, labels, mode, map, viewport, other, provenance);
    }

    @Override
    public String title() {
        return "Evictions";
    }

    @Override
    public String subtitle() {
        return "block " + place.block() + ", head " + place.head() + ", " + policy;
    }

    @Override
    public String statistic() {
        return "attention over kept keys, " + range().describe();
    }

    @Override
    public String caption() {
        return "What head " + place.head() + " in block " + place.block() + " of " + provenance.model() + " keeps under " + policy + ", on "
                + provenance.quotedPrompt() + ". A line is a query, a column a key; colour is the share of the query's attention, on a square-root scale; grey"
                + " is evicted, and the bar stands at the last query that saw the key.";
    }

    @Override
    public FigureTable table() {
        List<List<FigureTable.Entry>> rows = new ArrayList<>();
        for (int query = 0; query < positions(); query++) {
            for (int key = 0; key <= query; key++) {
                if (seen.sees(query, key)) {
                    rows.add(row(query, key));
                }
            }
        }
        return new FigureTable(List.of("query", "query token", "key", "key token", "attention", "evicted after query"), rows);
    }

    private List<FigureTable.Entry> row(int query, int key) {
        float share = seen.weight(query, key);
        int after = seen.evictedAfter(key);
        return List.of(
                FigureTable.Entry.of(query),
                FigureTable.Entry.of(labels.input(query).description()),
                FigureTable.Entry.of(key),
                FigureTable.Entry.of(labels.input(key).description()),
                FigureTable.Entry.of(share, Numbers.percent(share) + " %"),
                after < 0 ? FigureTable.Entry.of(Double.NaN, "kept") : FigureTable.Entry.of(after));
    }
}
