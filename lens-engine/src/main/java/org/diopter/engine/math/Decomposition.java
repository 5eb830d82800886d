package org.diopter.engine.math;

import org.ejml.data.FMatrixRMaj;

/// A matrix as a sum of components, the largest first: W = left · right, where component i is column i of `left` times row i of `right` and has the
/// norm σᵢ. Components are orthogonal to each other. One of the two factors is orthonormal, the other carries the singular values, so that nothing is
/// ever divided by a small one: the factors multiply back to W however small its last components are.
///
/// @param left [m, r]. Not to be modified
/// @param right [r, n]. Not to be modified
/// @param values σ₀ ≥ σ₁ ≥ … ≥ 0, r of them. Not to be modified
@SuppressWarnings("ArrayRecordComponent")
public record Decomposition(FMatrixRMaj left, FMatrixRMaj right, double[] values) {
    public Decomposition {
        if (left.numCols != values.length || right.numRows != values.length) {
            throw new IllegalArgumentException("%d values for factors [%d, %d] and [%d, %d]"
                    .formatted(values.length, left.numRows, left.numCols, right.numRows, right.numCols));
        }
    }

    /// m.
    public int rows() {
        return left.numRows;
    }

    /// n.
    public int columns() {
        return right.numCols;
    }

    /// r: min(m, n), or fewer where only the first were computed.
    public int components() {
        return values.length;
    }
}
