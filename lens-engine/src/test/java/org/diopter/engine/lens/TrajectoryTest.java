package org.diopter.engine.lens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.BitSet;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.Test;

class TrajectoryTest {
    private static final int ROWS = 3;
    private static final int POSITIONS = 2;
    private static final int TOP = 10;

    private final Trajectory trajectory = trajectory();

    private static Trajectory trajectory() {
        BitSet known = new BitSet();
        known.set(0, POSITIONS);
        return new Trajectory(TokenSequence.of(new int[] {1, 2}), new int[] {0, 1, 2}, TOP, known, new TrajectoryCells(ROWS, POSITIONS, TOP));
    }

    @Test
    void aPlaceBeyondTheKnownOnesIsRefusedAndIsNotTheNextCells() {
        assertEquals(0, trajectory.topId(0, 0, TOP - 1));
        assertThrows(IndexOutOfBoundsException.class, () -> trajectory.topId(0, 0, TOP));
        assertThrows(IndexOutOfBoundsException.class, () -> trajectory.topLogProbability(0, 0, TOP));
        assertThrows(IndexOutOfBoundsException.class, () -> trajectory.topLogit(1, 1, -1));
    }
}
