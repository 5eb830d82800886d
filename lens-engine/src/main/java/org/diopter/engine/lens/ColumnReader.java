package org.diopter.engine.lens;

import java.util.Arrays;
import org.diopter.engine.math.ChunkMath;

/// Turns the logits of one column (one position, all layers read) into its cells of a trajectory.
///
/// A row is walked chunk by chunk, so that it comes from memory once a pass and everything else happens in the first-level cache: maxima first, then
/// the exponentials with every sum that needs them, then the distances to the final distribution. Sums run in lanes (a partial sum for each place in
/// the chunk) and are added up in double: they depend neither on threads nor on the order in which columns are read. An instance owns scratch arrays:
/// one a thread.
final class ColumnReader {
    private static final int CHUNK = ChunkMath.SIZE;

    private final ChunkMath math = new ChunkMath();
    private final TopTokens top;
    /// The final distribution of the column.
    private final float[] p;
    /// exp(z − max) of the row that is being read.
    private final float[] exponentials;
    private final float[] z = new float[CHUNK];
    private final float[] e = new float[CHUNK];
    private final float[] pChunk = new float[CHUNK];
    private final float[] scratch = new float[CHUNK];
    private final float[] lanes = new float[CHUNK];
    private final float[] sumE = new float[CHUNK];
    private final float[] sumEz = new float[CHUNK];
    private final float[] sumPz = new float[CHUNK];
    private final float[] sumBelow = new float[CHUNK];
    private final int[] aboveFinal = new int[CHUNK];
    private final int[] aboveNext = new int[CHUNK];

    ColumnReader(Logits shape, int topK) {
        top = new TopTokens(topK);
        p = new float[shape.chunks() * CHUNK];
        exponentials = new float[shape.chunks() * CHUNK];
    }

    /// Which column is read.
    ///
    /// @param logits where its rows lie
    /// @param firstRow index of the row of its lowest layer; the other layers follow
    /// @param layers the layer of each row, ascending; the last is the model's output
    /// @param position its place in the text
    /// @param nextId the token that follows in the text, or −1 at the last position
    @SuppressWarnings("ArrayRecordComponent")
    record Column(Logits logits, int firstRow, int[] layers, int position, int nextId) {
        boolean hasRowBelow(int row) {
            return row > 0 && layers[row - 1] == layers[row] - 1;
        }
    }

    /// Reads every statistic and the top tokens of a column.
    ///
    /// @param into Modified: the cells of this position.
    void read(Column column, TrajectoryCells into) {
        int last = column.layers().length - 1;
        readOutput(column, last, into);
        for (int row = 0; row < last; row++) {
            readBelow(column, row, into);
        }
        int output = into.cell(last, column.position());
        into.put(Statistic.CHANGE, output, column.hasRowBelow(last) ? changeOfOutput(column, last, into) : Double.NaN);
    }

    /// The model's own output: its distribution p is kept for the rows below.
    private void readOutput(Column column, int row, TrajectoryCells into) {
        int cell = into.cell(row, column.position());
        float max = maximum(column, row);
        if (!Float.isFinite(max)) {
            undefined(cell, into);
            Arrays.fill(p, Float.NaN);
            return;
        }
        top.find(column.logits(), column.firstRow() + row, lanes);
        clear(sumE, sumEz);
        Arrays.fill(aboveNext, 0);
        float next = next(column, row);
        for (int chunk = 0; chunk < column.logits().chunks(); chunk++) {
            exponentiate(column, row, chunk, max);
            math.countAbove(z, next, aboveNext);
        }
        double sum = ChunkMath.sum(sumE);
        for (int chunk = 0; chunk < column.logits().chunks(); chunk++) {
            System.arraycopy(exponentials, chunk * CHUNK, pChunk, 0, CHUNK);
            ChunkMath.scale(pChunk, (float) (1 / sum));
            System.arraycopy(pChunk, 0, p, chunk * CHUNK, CHUNK);
        }
        ofEveryRow(cell, max, sum, next, into);
        into.put(Statistic.KL_TO_FINAL, cell, 0);
        into.put(Statistic.RANK_OF_FINAL, cell, 1);
        into.put(Statistic.JENSEN_SHANNON, cell, 0);
        into.put(Statistic.TOTAL_VARIATION, cell, 0);
    }

    private void readBelow(Column column, int row, TrajectoryCells into) {
        int cell = into.cell(row, column.position());
        int output = into.cell(column.layers().length - 1, column.position());
        float max = maximum(column, row);
        if (!Float.isFinite(max)) {
            undefined(cell, into);
            return;
        }
        Logits logits = column.logits();
        top.find(logits, column.firstRow() + row, lanes);
        clear(sumE, sumEz, sumPz, sumBelow);
        Arrays.fill(aboveFinal, 0);
        Arrays.fill(aboveNext, 0);
        float next = next(column, row);
        float ofFinal = logits.at(column.firstRow() + row, into.topIds[output * into.topK]);
        boolean below = column.hasRowBelow(row);
        for (int chunk = 0; chunk < logits.chunks(); chunk++) {
            exponentiate(column, row, chunk, max);
            System.arraycopy(p, chunk * CHUNK, pChunk, 0, CHUNK);
            ChunkMath.addProduct(pChunk, z, max, sumPz);
            math.countAbove(z, ofFinal, aboveFinal);
            math.countAbove(z, next, aboveNext);
            if (below) {
                logits.load(column.firstRow() + row - 1, chunk, scratch);
                ChunkMath.addProduct(e, scratch, into.logNormalizers[cell - into.positions], sumBelow);
            }
        }
        double sum = ChunkMath.sum(sumE);
        ofEveryRow(cell, max, sum, next, into);
        double finalEntropy = into.get(Statistic.ENTROPY, output);
        // KL(p‖q) = −H(p) − Σ p log q, and log q = (z − max) − log Σ exp(z − max).
        into.put(Statistic.KL_TO_FINAL, cell, Math.max(0, Math.log(sum) - ChunkMath.sum(sumPz) - finalEntropy));
        into.put(Statistic.RANK_OF_FINAL, cell, (double) (1 + ChunkMath.sum(aboveFinal)));
        into.put(Statistic.CHANGE, cell, below ? change(into.get(Statistic.ENTROPY, cell), ChunkMath.sum(sumBelow) / sum) : Double.NaN);
        distances(column, cell, sum, finalEntropy, into);
    }

    /// Loads a chunk of a row into `z`, its exponentials into `e`, and takes along the two sums that every row needs.
    private void exponentiate(Column column, int row, int chunk, float max) {
        Logits logits = column.logits();
        logits.load(column.firstRow() + row, chunk, z);
        math.exp(z, max, e);
        logits.clearFill(chunk, e);
        ChunkMath.addMoments(e, z, max, sumE, sumEz);
        System.arraycopy(e, 0, exponentials, chunk * CHUNK, CHUNK);
    }

    /// The normaliser, the top tokens, the entropy, the largest probability and the next token's numbers.
    private void ofEveryRow(int cell, float max, double sum, float next, TrajectoryCells into) {
        double logNormalizer = max + Math.log(sum);
        into.logNormalizers[cell] = (float) logNormalizer;
        for (int k = 0; k < into.topK; k++) {
            into.topIds[cell * into.topK + k] = top.id(k);
            into.topLogProbabilities[cell * into.topK + k] = (float) (top.logit(k) - logNormalizer);
        }
        into.put(Statistic.MAX_PROBABILITY, cell, 1 / sum);
        into.put(Statistic.ENTROPY, cell, Math.max(0, Math.log(sum) - ChunkMath.sum(sumEz) / sum));
        boolean hasNext = next < Float.POSITIVE_INFINITY;
        into.put(Statistic.CROSS_ENTROPY, cell, hasNext ? Math.max(0, logNormalizer - next) : Double.NaN);
        into.put(Statistic.RANK_OF_NEXT, cell, hasNext ? (double) (1 + ChunkMath.sum(aboveNext)) : Double.NaN);
    }

    /// Total variation, and Jensen–Shannon as JS = H(m) − ½H(p) − ½H(q) with m = ½(p + q).
    private void distances(Column column, int cell, double sum, double finalEntropy, TrajectoryCells into) {
        float[] variation = sumPz;
        float[] meanLogMean = sumBelow;
        clear(variation, meanLogMean);
        for (int chunk = 0; chunk < column.logits().chunks(); chunk++) {
            System.arraycopy(exponentials, chunk * CHUNK, e, 0, CHUNK);
            System.arraycopy(p, chunk * CHUNK, pChunk, 0, CHUNK);
            ChunkMath.addDistance(pChunk, e, (float) (1 / sum), scratch, variation);
            math.addXLogX(scratch, meanLogMean);
        }
        double js = -ChunkMath.sum(meanLogMean) - 0.5 * (finalEntropy + into.get(Statistic.ENTROPY, cell));
        into.put(Statistic.JENSEN_SHANNON, cell, Math.clamp(js, 0, Math.log(2)));
        into.put(Statistic.TOTAL_VARIATION, cell, Math.min(1, 0.5 * ChunkMath.sum(variation)));
    }

    /// The change by the last block; the output's row was read before the row below it.
    private double changeOfOutput(Column column, int row, TrajectoryCells into) {
        int cell = into.cell(row, column.position());
        clear(sumBelow);
        for (int chunk = 0; chunk < column.logits().chunks(); chunk++) {
            column.logits().load(column.firstRow() + row - 1, chunk, scratch);
            System.arraycopy(p, chunk * CHUNK, pChunk, 0, CHUNK);
            ChunkMath.addProduct(pChunk, scratch, into.logNormalizers[cell - into.positions], sumBelow);
        }
        return change(into.get(Statistic.ENTROPY, cell), ChunkMath.sum(sumBelow));
    }

    /// KL(q‖q of the layer below) = −H(q) − Σ q log q_below.
    private static double change(double entropy, double expectedLogBelow) {
        return Math.max(0, -entropy - expectedLogBelow);
    }

    private static void undefined(int cell, TrajectoryCells into) {
        for (Statistic statistic : Statistic.values()) {
            into.put(statistic, cell, Double.NaN);
        }
        Arrays.fill(into.topLogProbabilities, cell * into.topK, (cell + 1) * into.topK, Float.NaN);
        into.logNormalizers[cell] = Float.NaN;
    }

    /// The largest logit of a row; the lanes hold their maxima afterwards.
    private float maximum(Column column, int row) {
        Arrays.fill(lanes, Float.NEGATIVE_INFINITY);
        for (int chunk = 0; chunk < column.logits().chunks(); chunk++) {
            column.logits().load(column.firstRow() + row, chunk, z);
            ChunkMath.max(z, lanes);
        }
        float max = Float.NEGATIVE_INFINITY;
        for (float lane : lanes) {
            max = Math.max(max, lane);
        }
        return max;
    }

    /// How many logits of a row are larger than `threshold`, plus 1.
    int rank(Logits logits, int row, float threshold) {
        Arrays.fill(aboveNext, 0);
        for (int chunk = 0; chunk < logits.chunks(); chunk++) {
            logits.load(row, chunk, z);
            math.countAbove(z, threshold, aboveNext);
        }
        return 1 + (int) ChunkMath.sum(aboveNext);
    }

    /// The next token's logit; infinite at the last position, where nothing is above it.
    private static float next(Column column, int row) {
        return column.nextId() < 0 ? Float.POSITIVE_INFINITY : column.logits().at(column.firstRow() + row, column.nextId());
    }

    private static void clear(float[]... sums) {
        for (float[] sum : sums) {
            Arrays.fill(sum, 0);
        }
    }
}
