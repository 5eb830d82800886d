package org.diopter.engine.lens;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.diopter.model.tokenizer.TokenSequence;

/// Trajectories with plausible numbers and no model: every statistic is computed from the same seeded distributions.
public final class SyntheticTrajectories {
    private static final int TOP_K = 10;

    private SyntheticTrajectories() {}

    /// A trajectory over all layers.
    ///
    /// @param tokens the input
    /// @param finals the id that wins at the output of each position
    /// @param layers the model's number of layers, so that `layers + 1` rows are read
    /// @param vocabulary how many ids there are
    /// @param known which columns have been read
    public static Trajectory of(int[] tokens, int[] finals, int layers, int vocabulary, BitSet known, long seed) {
        return of(0, tokens, finals, layers, vocabulary, known, seed);
    }

    /// All columns known, with the first ids of the vocabulary tracked everywhere.
    public static Trajectory tracking(int ids, int[] tokens, int[] finals, int layers, int vocabulary, long seed) {
        BitSet all = new BitSet();
        all.set(0, tokens.length);
        return of(ids, tokens, finals, layers, vocabulary, all, seed);
    }

    private static Trajectory of(int tracked, int[] tokens, int[] finals, int layers, int vocabulary, BitSet known, long seed) {
        int rows = layers + 1;
        TrajectoryCells cells = new TrajectoryCells(rows, tokens.length, Math.min(TOP_K, vocabulary));
        for (int position = 0; position < tokens.length; position++) {
            if (known.get(position)) {
                column(cells, tokens, finals, rows, vocabulary, position, tracked, new Random(seed * 31 + position));
            }
        }
        int[] indices = new int[rows];
        for (int row = 0; row < rows; row++) {
            indices[row] = row;
        }
        return new Trajectory(TokenSequence.of(tokens), indices, Math.min(TOP_K, vocabulary), known, cells);
    }

    /// Two lenses that read the same.
    public static LensDifference noDifference(int rows, int positions) {
        BitSet known = new BitSet();
        known.set(0, positions);
        return new LensDifference(known, new LensDifference.Cells(rows, positions));
    }

    /// Two readings that differ in one cell.
    ///
    /// @param id the token that changes most there
    /// @param by how much the second gives it more
    public static LensDifference oneDifference(int rows, int positions, int row, int position, int id, float by) {
        BitSet known = new BitSet();
        known.set(0, positions);
        LensDifference.Cells cells = new LensDifference.Cells(rows, positions);
        cells.move(row, position, id, by);
        cells.put(LensDifference.Measure.JENSEN_SHANNON, row, position, by * by);
        cells.put(LensDifference.Measure.KL, row, position, 2 * by * by);
        return new LensDifference(known, cells);
    }

    /// All columns known.
    public static Trajectory of(int[] tokens, int[] finals, int layers, int vocabulary, long seed) {
        BitSet all = new BitSet();
        all.set(0, tokens.length);
        return of(tokens, finals, layers, vocabulary, all, seed);
    }

    /// The same trajectory with one statistic of one cell replaced.
    public static Trajectory withValue(Trajectory trajectory, Statistic statistic, int row, int position, float value) {
        int positions = trajectory.positions();
        TrajectoryCells cells = new TrajectoryCells(trajectory.rows(), positions, trajectory.topK());
        BitSet known = new BitSet();
        for (int p = 0; p < positions; p++) {
            if (trajectory.isKnown(p)) {
                known.set(p);
                copyColumn(trajectory, cells, p);
            }
        }
        cells.put(statistic, cells.cell(row, position), value);
        return new Trajectory(trajectory.tokens(), trajectory.layers(), trajectory.topK(), known, cells);
    }

    private static void copyColumn(Trajectory from, TrajectoryCells to, int position) {
        int[] ids = from.tracked(position);
        float[] logs = new float[ids.length * from.rows()];
        float[] ranks = new float[logs.length];
        for (int row = 0; row < from.rows(); row++) {
            int cell = row * from.positions() + position;
            for (int k = 0; k < from.topK(); k++) {
                to.topIds[cell * from.topK() + k] = from.topId(row, position, k);
                to.topLogProbabilities[cell * from.topK() + k] = from.topLogProbability(row, position, k);
            }
            for (Statistic s : Statistic.values()) {
                to.put(s, cell, from.value(s, row, position));
            }
            for (int i = 0; i < ids.length; i++) {
                logs[row * ids.length + i] = from.trackedLogProbability(row, position, ids[i]);
                ranks[row * ids.length + i] = from.trackedRank(row, position, ids[i]);
            }
        }
        to.track(position, new TrajectoryCells.Tracked(List.of(), ids, logs, ranks));
    }

    private static void column(
            TrajectoryCells cells, int[] tokens, int[] finals, int rows, int vocabulary, int position, int asked, Random random) {
        double[][] columns = distributions(tokens[position], finals[position], rows, vocabulary, random);
        double[] last = columns[rows - 1];
        Set<Integer> tracked = new LinkedHashSet<>();
        for (int id = 0; id < asked; id++) {
            tracked.add(id);
        }
        for (int row = 0; row < rows; row++) {
            int cell = row * tokens.length + position;
            List<Integer> order = order(columns[row]);
            tracked.add(order.getFirst());
            for (int k = 0; k < cells.topIds.length / (rows * tokens.length); k++) {
                int at = cell * (cells.topIds.length / (rows * tokens.length)) + k;
                cells.topIds[at] = order.get(k);
                cells.topLogProbabilities[at] = (float) Math.log(columns[row][order.get(k)]);
            }
            int next = position + 1 < tokens.length ? tokens[position + 1] : -1;
            statistics(cells, cell, columns[row], last, row > 0 ? columns[row - 1] : null, next);
        }
        int[] ids = tracked.stream().mapToInt(Integer::intValue).toArray();
        float[] logs = new float[rows * ids.length];
        float[] ranks = new float[rows * ids.length];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < ids.length; i++) {
                logs[row * ids.length + i] = (float) Math.log(columns[row][ids[i]]);
                ranks[row * ids.length + i] = rank(columns[row], ids[i]);
            }
        }
        cells.track(position, new TrajectoryCells.Tracked(List.of(), ids, logs, ranks));
    }

    /// Early layers lean to the input token, late ones to the final token, with rivals between.
    private static double[][] distributions(int input, int answer, int rows, int vocabulary, Random random) {
        double[] base = random.doubles(vocabulary).map(u -> -2.5 * u).toArray();
        int rival = random.nextInt(vocabulary);
        int early = random.nextInt(vocabulary);
        double turn = 0.25 + 0.6 * random.nextDouble();
        double strength = 3 + 7 * random.nextDouble();
        double[][] columns = new double[rows][vocabulary];
        for (int row = 0; row < rows; row++) {
            double depth = row / (double) (rows - 1);
            double[] logits = base.clone();
            logits[input] += 3 * (1 - depth);
            logits[early] += 4 * Math.exp(-20 * depth * depth);
            logits[rival] += 4 * Math.exp(-20 * (depth - turn) * (depth - turn));
            logits[answer] += strength / (1 + Math.exp(-12 * (depth - turn)));
            double sum = 0;
            for (double logit : logits) {
                sum += Math.exp(logit);
            }
            for (int v = 0; v < vocabulary; v++) {
                columns[row][v] = Math.exp(logits[v]) / sum;
            }
        }
        return columns;
    }

    private static List<Integer> order(double[] q) {
        List<Integer> ids = new ArrayList<>();
        for (int v = 0; v < q.length; v++) {
            ids.add(v);
        }
        ids.sort((a, b) -> Double.compare(q[b], q[a]));
        return ids;
    }

    private static void statistics(
            TrajectoryCells cells, int cell, double[] q, double[] p, double @org.jspecify.annotations.Nullable [] below, int next) {
        List<Integer> order = order(q);
        cells.put(Statistic.MAX_PROBABILITY, cell, q[order.getFirst()]);
        double entropy = 0;
        double kl = 0;
        double js = 0;
        double variation = 0;
        double change = below == null ? Double.NaN : 0;
        for (int v = 0; v < q.length; v++) {
            double mean = 0.5 * (p[v] + q[v]);
            entropy -= q[v] * Math.log(q[v]);
            kl += p[v] * Math.log(p[v] / q[v]);
            js += 0.5 * (p[v] * Math.log(p[v] / mean) + q[v] * Math.log(q[v] / mean));
            variation += 0.5 * Math.abs(p[v] - q[v]);
            change += below == null ? 0 : q[v] * Math.log(q[v] / below[v]);
        }
        cells.put(Statistic.ENTROPY, cell, entropy);
        cells.put(Statistic.KL_TO_FINAL, cell, kl);
        cells.put(Statistic.JENSEN_SHANNON, cell, js);
        cells.put(Statistic.TOTAL_VARIATION, cell, variation);
        cells.put(Statistic.CHANGE, cell, change);
        cells.put(Statistic.RANK_OF_FINAL, cell, rank(q, order(p).getFirst()));
        cells.put(Statistic.CROSS_ENTROPY, cell, next < 0 ? Double.NaN : -Math.log(q[next]));
        cells.put(Statistic.RANK_OF_NEXT, cell, next < 0 ? Double.NaN : rank(q, next));
    }

    private static int rank(double[] q, int id) {
        int rank = 1;
        for (double other : q) {
            if (other > q[id]) {
                rank++;
            }
        }
        return rank;
    }
}
