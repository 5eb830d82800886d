package org.diopter.engine.laser;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.BitSet;
import org.diopter.engine.edit.ComponentMask;
import org.diopter.engine.edit.RankRule;
import org.diopter.engine.math.Decomposition;
import org.diopter.engine.math.OpenBlas;
import org.ejml.data.FMatrixRMaj;

/// Dense matrices in the place of a model's own: some components only, or without the entries that are smallest in magnitude (LASER's comparison).
public final class ReducedMatrix {
    private ReducedMatrix() {}

    /// The sum of the components that a mask keeps.
    ///
    /// @return [m, n]
    public static FMatrixRMaj of(Decomposition factors, ComponentMask mask, OpenBlas blas) {
        return of(factors, mask.kept(factors.components()), blas);
    }

    /// The sum of some components.
    ///
    /// @param kept below the number of components
    /// @return [m, n]
    static FMatrixRMaj of(Decomposition factors, BitSet kept, OpenBlas blas) {
        int rank = kept.cardinality();
        FMatrixRMaj left = new FMatrixRMaj(factors.rows(), rank);
        FMatrixRMaj right = new FMatrixRMaj(rank, factors.columns());
        int at = 0;
        for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
            for (int row = 0; row < factors.rows(); row++) {
                left.data[row * rank + at] = factors.left().data[row * factors.components() + i];
            }
            System.arraycopy(factors.right().data, i * factors.columns(), right.data, at * factors.columns(), factors.columns());
            at++;
        }
        FMatrixRMaj sum = new FMatrixRMaj(0, 0);
        blas.mult(left, right, sum);
        return sum;
    }

    /// The matrix with a share of its entries set to zero, those smallest in magnitude; of equal ones the first in row-major order.
    ///
    /// @param matrix Not modified.
    /// @param share from 0 to 1; floor(share · m · n) entries go
    public static FMatrixRMaj withoutSmallest(FMatrixRMaj matrix, BigDecimal share) {
        int count = RankRule.rank(share, matrix.getNumElements());
        FMatrixRMaj pruned = matrix.copy();
        if (count == 0) {
            return pruned;
        }
        float[] magnitudes = new float[matrix.getNumElements()];
        for (int i = 0; i < magnitudes.length; i++) {
            magnitudes[i] = Math.abs(matrix.data[i]);
        }
        Arrays.sort(magnitudes);
        float threshold = magnitudes[count - 1];
        int left = count - below(magnitudes, threshold);
        for (int i = 0; i < pruned.getNumElements(); i++) {
            float magnitude = Math.abs(pruned.data[i]);
            if (magnitude < threshold || (magnitude == threshold && left-- > 0)) {
                pruned.data[i] = 0;
            }
        }
        return pruned;
    }

    /// As much of the way from one matrix to another, W + s (W′ − W).
    ///
    /// @param from Not modified.
    /// @param to Modified and returned, where the way is not the whole one.
    static FMatrixRMaj between(FMatrixRMaj from, FMatrixRMaj to, float strength) {
        if (strength != 1) {
            for (int i = 0; i < to.getNumElements(); i++) {
                to.data[i] = from.data[i] + strength * (to.data[i] - from.data[i]);
            }
        }
        return to;
    }

    private static int below(float[] sorted, float threshold) {
        int count = 0;
        while (sorted[count] < threshold) {
            count++;
        }
        return count;
    }
}
