package org.diopter.engine.lens;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;

/// How two readings of the same tokens differ, through two lenses or of two runs: numbers of each cell that need both distributions at once. q is the first
/// reading's, r the second's; natural logarithms.
///
/// A **row** is an index into the layers that were read, lowest first. Columns arrive one after the other, as in a [Trajectory].
public final class LensDifference {
    private final BitSet known;
    private final Cells cells;

    LensDifference(BitSet known, Cells cells) {
        this.known = known;
        this.cells = cells;
    }

    /// A number of a cell.
    public enum Measure {
        /// KL(q‖r), nats.
        KL,
        /// KL(r‖q), nats.
        REVERSE_KL,
        /// Jensen–Shannon divergence, at most log 2, nats.
        JENSEN_SHANNON,
        /// Total variation ½Σ|q − r|, at most 1.
        TOTAL_VARIATION
    }

    /// The arrays behind it, [row, position]. A written column never changes.
    static final class Cells {
        private final int positions;
        private final Map<Measure, float[]> values = new EnumMap<>(Measure.class);
        private final int[] moved;
        private final float[] by;

        Cells(int rows, int positions) {
            this.positions = positions;
            for (Measure measure : Measure.values()) {
                values.put(measure, new float[rows * positions]);
            }
            moved = new int[rows * positions];
            by = new float[rows * positions];
        }

        void put(Measure measure, int row, int position, double value) {
            of(measure)[row * positions + position] = (float) value;
        }

        void move(int row, int position, int id, float difference) {
            moved[row * positions + position] = id;
            by[row * positions + position] = difference;
        }

        private float[] of(Measure measure) {
            float[] numbers = values.get(measure);
            if (numbers == null) {
                throw new IllegalArgumentException(measure.name());
            }
            return numbers;
        }
    }

    public boolean isKnown(int position) {
        return known.get(position);
    }

    public boolean isComplete() {
        return known.cardinality() == cells.positions;
    }

    /// A number of a cell.
    public float value(Measure measure, int row, int position) {
        return cells.of(measure)[index(row, position)];
    }

    /// The token whose probability differs most.
    public int movedToken(int row, int position) {
        return cells.moved[index(row, position)];
    }

    /// By how much the second gives it more than the first.
    public float movedBy(int row, int position) {
        return cells.by[index(row, position)];
    }

    private int index(int row, int position) {
        if (!known.get(position)) {
            throw new IllegalStateException("position " + position + " has not been read");
        }
        return row * cells.positions + position;
    }
}
