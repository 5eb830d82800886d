package org.diopter.engine.lens;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.diopter.model.tokenizer.TokenSequence;

/// What a lens reads from the residual stream at every layer and position: the top tokens, their log-probabilities and the statistics of each
/// distribution; never the distributions themselves.
///
/// A **row** is an index into [#layers()], lowest layer first; a **position** is an index into [#tokens()]. Columns arrive one after the other
/// (the selected position's first): a trajectory is a view of those that are known, and what it knows never changes.
public final class Trajectory {
    private final TokenSequence tokens;
    private final int[] layers;
    private final int topK;
    private final BitSet known;
    private final TrajectoryCells cells;

    Trajectory(TokenSequence tokens, int[] layers, int topK, BitSet known, TrajectoryCells cells) {
        this.tokens = tokens;
        this.layers = layers;
        this.topK = topK;
        this.known = known;
        this.cells = cells;
    }

    /// The tokens whose stream was read.
    public TokenSequence tokens() {
        return tokens;
    }

    /// How many positions there are.
    public int positions() {
        return tokens.length();
    }

    /// How many layers were read.
    public int rows() {
        return layers.length;
    }

    /// The layer of a row: 0 is the embedding, L the model's own output.
    public int layer(int row) {
        return layers[row];
    }

    /// The layers that were read, ascending; the last is always the model's output.
    public int[] layers() {
        return layers.clone();
    }

    /// How many top tokens are known of a cell.
    public int topK() {
        return topK;
    }

    /// Whether the column of this position has been read.
    public boolean isKnown(int position) {
        return known.get(position);
    }

    /// How many columns have been read.
    public int knownPositions() {
        return known.cardinality();
    }

    public boolean isComplete() {
        return known.cardinality() == positions();
    }

    /// The id of the token in place `k` (0 is the most likely) of a cell.
    ///
    /// @throws IndexOutOfBoundsException if the place is not one of the `topK` that are known
    public int topId(int row, int position, int k) {
        return cells.topIds[cell(row, position) * topK + Objects.checkIndex(k, topK)];
    }

    /// The natural logarithm of the probability of the token in place `k`.
    public float topLogProbability(int row, int position, int k) {
        return cells.topLogProbabilities[cell(row, position) * topK + Objects.checkIndex(k, topK)];
    }

    /// The logit of the token in place `k`.
    public float topLogit(int row, int position, int k) {
        return topLogProbability(row, position, k) + cells.logNormalizers[cell(row, position)];
    }

    /// A statistic of a cell: nats where it [is logarithmic][Statistic#isLogarithmic()], NaN where it is not defined.
    public float value(Statistic statistic, int row, int position) {
        return cells.get(statistic, cell(row, position));
    }

    /// The tokens whose log-probability is known at every layer of this position: those asked for, then every token that was top-1 at any layer of
    /// the position, by descending largest probability.
    public int[] tracked(int position) {
        return cells.tracked(position).ids().clone();
    }

    /// The log-probability of a tracked token, or NaN if the token is not tracked at this position.
    public float trackedLogProbability(int row, int position, int id) {
        TrajectoryCells.Tracked column = cells.tracked(position);
        int i = column.indexOf(id);
        return i < 0 ? Float.NaN : column.logProbabilities()[row * column.ids().length + i];
    }

    /// 1 + number of tokens more likely than this tracked one in a cell, or NaN if the token is not tracked at this position or ranks [were not
    /// counted][#isRanked(int)] there.
    public float trackedRank(int row, int position, int id) {
        TrajectoryCells.Tracked column = cells.tracked(position);
        int i = column.indexOf(id);
        return i < 0 ? Float.NaN : column.ranks()[row * column.ids().length + i];
    }

    /// The earliest layer from which the top-1 equals the final top-1 in every layer read above it.
    public int predictionDepth(int position) {
        int last = rows() - 1;
        int answer = topId(last, position, 0);
        int row = last;
        while (row > 0 && topId(row - 1, position, 0) == answer) {
            row--;
        }
        return layers[row];
    }

    /// Whether just these tokens were asked for at a position.
    boolean tracks(int position, List<Integer> asked) {
        return cells.tracked(position).asked().equals(asked);
    }

    /// Whether the ranks of tracked tokens were counted at a position: each costs a walk over its row, so only the position read first has them.
    public boolean isRanked(int position) {
        float[] ranks = cells.tracked(position).ranks();
        return ranks.length > 0 && !Float.isNaN(ranks[0]);
    }

    /// Copies a known column into the cells of a trajectory of the same layers and top-k.
    ///
    /// @param into Modified.
    void copyColumn(int position, TrajectoryCells into) {
        for (int row = 0; row < rows(); row++) {
            copyCell(row, position, row, into);
        }
        into.track(position, cells.tracked(position));
    }

    /// Copies a cell of a known column into another row of the same position.
    ///
    /// @param into Modified.
    void copyCell(int row, int position, int intoRow, TrajectoryCells into) {
        int from = cell(row, position);
        int to = into.cell(intoRow, position);
        System.arraycopy(cells.topIds, from * topK, into.topIds, to * topK, topK);
        System.arraycopy(cells.topLogProbabilities, from * topK, into.topLogProbabilities, to * topK, topK);
        into.logNormalizers[to] = cells.logNormalizers[from];
        for (Statistic statistic : Statistic.values()) {
            into.put(statistic, to, cells.get(statistic, from));
        }
    }

    /// The tokens that were asked for at a position.
    List<Integer> asked(int position) {
        return cells.tracked(position).asked();
    }

    private int cell(int row, int position) {
        if (!known.get(position)) {
            throw new IllegalStateException("position " + position + " of " + Arrays.toString(layers) + " has not been read");
        }
        return cells.cell(row, position);
    }
}
