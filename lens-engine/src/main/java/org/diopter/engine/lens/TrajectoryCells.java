package org.diopter.engine.lens;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The arrays behind a [Trajectory], written column by column by the read-out. A written column never changes, so that views of it can be handed
/// out while others are still being written.
///
/// Cells are ordered [row, position]; top-k arrays are [row, position, k].
final class TrajectoryCells {
    final int rows;
    final int positions;
    final int topK;
    final int[] topIds;
    final float[] topLogProbabilities;
    final float[] logNormalizers;
    private final Map<Statistic, float[]> statistics = new EnumMap<>(Statistic.class);
    private final @Nullable Tracked[] tracked;

    TrajectoryCells(int rows, int positions, int topK) {
        this.rows = rows;
        this.positions = positions;
        this.topK = topK;
        int cells = Math.multiplyExact(rows, positions);
        topIds = new int[Math.multiplyExact(cells, topK)];
        topLogProbabilities = new float[topIds.length];
        logNormalizers = new float[cells];
        for (Statistic statistic : Statistic.values()) {
            statistics.put(statistic, new float[cells]);
        }
        tracked = new Tracked[positions];
    }

    int cell(int row, int position) {
        return row * positions + position;
    }

    float get(Statistic statistic, int cell) {
        return values(statistic)[cell];
    }

    void put(Statistic statistic, int cell, double value) {
        values(statistic)[cell] = (float) value;
    }

    private float[] values(Statistic statistic) {
        float[] values = statistics.get(statistic);
        if (values == null) {
            throw new IllegalArgumentException(statistic.name());
        }
        return values;
    }

    Tracked tracked(int position) {
        Tracked column = tracked[position];
        if (column == null) {
            throw new IllegalStateException("position " + position + " has not been read");
        }
        return column;
    }

    void track(int position, Tracked column) {
        tracked[position] = column;
    }

    /// What is known of the tracked tokens of one position; arrays are [row, token].
    ///
    /// @param asked which were asked for; they come first, the winners of the column after them
    @SuppressWarnings("ArrayRecordComponent")
    record Tracked(List<Integer> asked, int[] ids, float[] logProbabilities, float[] ranks) {

        /// The place of a token, or −1.
        int indexOf(int id) {
            for (int i = 0; i < ids.length; i++) {
                if (ids[i] == id) {
                    return i;
                }
            }
            return -1;
        }
    }
}
