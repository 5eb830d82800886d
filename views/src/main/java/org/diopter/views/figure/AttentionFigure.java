package org.diopter.views.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.diopter.engine.BlockAttention;

/// Where the queries of one head look: query position downward, key position across.
///
/// @param head of the block, from 0
/// @param labels how the input's tokens are written
/// @param mode where the ends of the colours come from; the fixed range is 0–0.4, and colours go by the square root
public record AttentionFigure(
        BlockAttention attention,
        int head,
        TokenLabels labels,
        RangeMode mode,
        ColorMap map,
        Viewport viewport,
        Sheet sheet,
        Provenance provenance)
        implements QueryKeyFigure {
    public AttentionFigure {
        if (head < 0 || head >= attention.heads()) {
            throw new IllegalArgumentException("no head " + head + " among " + attention.heads());
        }
    }

    @Override
    public int positions() {
        return attention.tokens().length();
    }

    @Override
    public double[] shares() {
        int cells = positions() * positions();
        double[] values = new double[cells];
        for (int i = 0; i < cells; i++) {
            values[i] = attention.probabilities()[head * cells + i];
        }
        return Arrays.stream(values).filter(v -> v > 0).toArray();
    }

    @Override
    public float share(int query, int key) {
        return attention.probability(head, query, key);
    }

    @Override
    public String describe(int query, int key) {
        return "Query " + query + " ‘" + labels.input(query).spoken() + "’ gives key " + key + " ‘" + labels.input(key).spoken() + "’ "
                + Numbers.percent(attention.probability(head, query, key)) + " per cent of its attention.";
    }

    @Override
    public AttentionFigure settled() {
        return with(layout().cropped());
    }

    public AttentionFigure with(Viewport other) {
        return new AttentionFigure(attention, head, labels, mode, map, other, sheet, provenance);
    }

    @Override
    public AttentionFigure on(Sheet other) {
        return new AttentionFigure(attention, head, labels, mode, map, viewport, other, provenance);
    }

    @Override
    public String title() {
        return "Attention";
    }

    @Override
    public String subtitle() {
        return "block " + attention.block() + ", head " + head;
    }

    @Override
    public String statistic() {
        return "attention, " + range().describe();
    }

    @Override
    public String caption() {
        return "Attention of head " + head + " in block " + attention.block() + " of " + provenance.model() + " on " + provenance.quotedPrompt()
                + ". A line is a query, a column a key; colour is the share of the query's attention, on a square-root scale.";
    }

    @Override
    public FigureTable table() {
        List<List<FigureTable.Entry>> rows = new ArrayList<>();
        for (int query = 0; query < positions(); query++) {
            for (int key = 0; key <= query; key++) {
                float share = attention.probability(head, query, key);
                rows.add(List.of(
                        FigureTable.Entry.of(query),
                        FigureTable.Entry.of(labels.input(query).description()),
                        FigureTable.Entry.of(key),
                        FigureTable.Entry.of(labels.input(key).description()),
                        FigureTable.Entry.of(share, Numbers.percent(share) + " %")));
            }
        }
        return new FigureTable(List.of("query", "query token", "key", "key token", "attention"), rows);
    }
}
