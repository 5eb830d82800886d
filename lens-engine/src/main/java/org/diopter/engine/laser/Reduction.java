package org.diopter.engine.laser;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import org.diopter.engine.edit.ComponentMask;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.edit.RankRule;
import org.diopter.engine.edit.ReduceRank;
import org.diopter.engine.edit.SvdMethod;

/// One setting of LASER: a matrix and the share of its components that is kept.
///
/// @param rho above 0 and at most 1, as an exact decimal
/// @param method how the components are found
public record Reduction(MatrixId matrix, BigDecimal rho, SvdMethod method) implements Comparable<Reduction> {
    private static final Comparator<Reduction> ORDER =
            Comparator.<Reduction, MatrixKind>comparing(reduction -> reduction.matrix().kind())
                    .thenComparing(Reduction::matrix)
                    .thenComparing(Reduction::rho, Comparator.reverseOrder())
                    .thenComparing(reduction -> reduction.method().text());

    /// So many decimals tell any two ranks apart, and rounding up keeps the floor at the rank.
    private static final int DIGITS = 9;

    public Reduction {
        RankRule.requireShare(rho);
        rho = rho.stripTrailingZeros();
    }

    /// By the exact components.
    public Reduction(MatrixId matrix, BigDecimal rho) {
        this(matrix, rho, SvdMethod.EXACT);
    }

    /// The setting that keeps so many components of a matrix.
    ///
    /// @param rank from 1 to `components`
    /// @param components how many the matrix has
    public static Reduction ofRank(MatrixId matrix, int rank, int components, SvdMethod method) {
        return new Reduction(matrix, BigDecimal.valueOf(rank).divide(BigDecimal.valueOf(components), DIGITS, RoundingMode.CEILING), method);
    }

    /// The edit that does it.
    public ReduceRank edit() {
        return new ReduceRank(matrix, new ComponentMask.Share(rho, false), method);
    }

    /// By kind of matrix, block, falling share and method: the order of tables.
    @Override
    public int compareTo(Reduction other) {
        return ORDER.compare(this, other);
    }

    /// For people, and for keys: `mlp.down of block 3 at rho 0.1`; of a method that is not the exact one, with it.
    @Override
    public String toString() {
        String how = method instanceof SvdMethod.Exact ? "" : " (" + method.text() + ")";
        return "%s at rho %s%s".formatted(matrix, rho.toPlainString(), how);
    }
}
