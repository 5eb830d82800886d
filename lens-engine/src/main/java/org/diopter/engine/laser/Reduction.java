package org.diopter.engine.laser;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import org.diopter.engine.edit.ComponentMask;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.edit.RankRule;

/// One setting of LASER: a matrix and the share of its components that is kept.
///
/// @param rho above 0 and at most 1, as an exact decimal
public record Reduction(MatrixId matrix, BigDecimal rho) implements Comparable<Reduction> {
    private static final Comparator<Reduction> ORDER =
            Comparator.<Reduction, MatrixKind>comparing(reduction -> reduction.matrix().kind())
                    .thenComparing(Reduction::matrix)
                    .thenComparing(Reduction::rho, Comparator.reverseOrder());

    /// So many decimals tell any two ranks apart, and rounding up keeps the floor at the rank.
    private static final int DIGITS = 9;

    public Reduction {
        RankRule.requireShare(rho);
        rho = rho.stripTrailingZeros();
    }

    /// The setting that keeps so many components of a matrix.
    ///
    /// @param rank from 1 to `components`
    /// @param components how many the matrix has
    public static Reduction ofRank(MatrixId matrix, int rank, int components) {
        return new Reduction(matrix, BigDecimal.valueOf(rank).divide(BigDecimal.valueOf(components), DIGITS, RoundingMode.CEILING));
    }

    /// What it keeps.
    public ComponentMask mask() {
        return new ComponentMask.Share(rho, false);
    }

    /// By kind of matrix, block, and falling share: the order of tables.
    @Override
    public int compareTo(Reduction other) {
        return ORDER.compare(this, other);
    }

    /// For people: `mlp.down of block 3 at rho 0.1`.
    @Override
    public String toString() {
        return "%s at rho %s".formatted(matrix, rho.toPlainString());
    }
}
