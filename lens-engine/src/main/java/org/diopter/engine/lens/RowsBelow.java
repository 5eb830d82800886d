package org.diopter.engine.lens;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/// The rows of a trajectory that an edit cannot change, taken over from the model as it is, for a trajectory of which only the rows above were read.
///
/// What refers to the output (KL, rank of the final top-1, Jensen–Shannon, total variation) is not defined in them: the output is another one now, and the
/// distributions of these rows, which it would have to be compared with, are not kept. For the same reason the change by layer of the first row
/// above, which is measured from the last row below, is not defined.
///
/// @param baseline of the same tokens and layers, complete
/// @param layer the first that the edit can change
public record RowsBelow(Trajectory baseline, int layer) {
    private static final List<Statistic> OF_OUTPUT =
            List.of(Statistic.KL_TO_FINAL, Statistic.RANK_OF_FINAL, Statistic.JENSEN_SHANNON, Statistic.TOTAL_VARIATION);

    /// How many rows are taken over.
    int count() {
        return (int) IntStream.of(baseline.layers()).filter(l -> l < layer).count();
    }

    /// The layers that have to be read.
    public int[] layersAbove() {
        return IntStream.of(baseline.layers()).skip(count()).toArray();
    }

    /// Both together.
    ///
    /// @param above of the layers of [#layersAbove()]
    public Trajectory with(Trajectory above) {
        TrajectoryCells cells = new TrajectoryCells(baseline.rows(), baseline.positions(), baseline.topK());
        BitSet known = new BitSet();
        for (int position = 0; position < baseline.positions(); position++) {
            if (above.isKnown(position)) {
                known.set(position);
                for (int row = 0; row < baseline.rows(); row++) {
                    boolean taken = row < count();
                    (taken ? baseline : above).copyCell(taken ? row : row - count(), position, row, cells);
                    if (taken) {
                        int cell = cells.cell(row, position);
                        OF_OUTPUT.forEach(statistic -> cells.put(statistic, cell, Double.NaN));
                    }
                }
                track(position, above, cells);
            }
        }
        return new Trajectory(baseline.tokens(), baseline.layers(), baseline.topK(), known, cells);
    }

    /// The tokens that are tracked above; below, those of them that the baseline tracks.
    private void track(int position, Trajectory above, TrajectoryCells into) {
        int[] ids = above.tracked(position);
        float[] logProbabilities = new float[baseline.rows() * ids.length];
        float[] ranks = new float[baseline.rows() * ids.length];
        for (int row = 0; row < baseline.rows(); row++) {
            for (int i = 0; i < ids.length; i++) {
                boolean taken = row < count();
                Trajectory from = taken ? baseline : above;
                int fromRow = taken ? row : row - count();
                logProbabilities[row * ids.length + i] = from.trackedLogProbability(fromRow, position, ids[i]);
                ranks[row * ids.length + i] = from.trackedRank(fromRow, position, ids[i]);
            }
        }
        into.track(position, new TrajectoryCells.Tracked(above.asked(position), ids, logProbabilities, ranks));
    }
}
