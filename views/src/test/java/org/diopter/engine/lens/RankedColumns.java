package org.diopter.engine.lens;

import java.util.Arrays;
import java.util.BitSet;

/// Trajectories whose tracked tokens have ranks at one position only, as the engine reads them.
public final class RankedColumns {
    private RankedColumns() {}

    /// The same complete trajectory with the ranks of all other positions taken away.
    public static Trajectory only(int position, Trajectory complete) {
        TrajectoryCells cells = new TrajectoryCells(complete.rows(), complete.positions(), complete.topK());
        BitSet known = new BitSet();
        known.set(0, complete.positions());
        for (int p = 0; p < complete.positions(); p++) {
            complete.copyColumn(p, cells);
            if (p != position) {
                TrajectoryCells.Tracked column = cells.tracked(p);
                float[] none = new float[column.ranks().length];
                Arrays.fill(none, Float.NaN);
                cells.track(p, new TrajectoryCells.Tracked(column.asked(), column.ids(), column.logProbabilities(), none));
            }
        }
        return new Trajectory(complete.tokens(), complete.layers(), complete.topK(), known, cells);
    }
}
