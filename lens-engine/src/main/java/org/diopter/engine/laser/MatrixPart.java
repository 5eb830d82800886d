package org.diopter.engine.laser;

import java.math.BigDecimal;
import org.diopter.engine.edit.ComponentMask;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.ReduceRank;

/// Some of a matrix's components, alone: the largest or the smallest.
///
/// @param side which end of the spectrum
/// @param share of the components, above 0 and at most 1
/// @param rank how many these are, at least 1
public record MatrixPart(Side side, BigDecimal share, int rank) {
    /// An end of the spectrum.
    public enum Side {
        TOP,
        TAIL
    }

    /// The edit that leaves nothing else of the matrix.
    public ReduceRank edit(MatrixId matrix) {
        return new ReduceRank(matrix, side == Side.TOP ? new ComponentMask.Top(rank) : new ComponentMask.Tail(rank));
    }
}
