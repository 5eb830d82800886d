package org.diopter.engine.cache.less;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.diopter.engine.math.OpenBlas;
import org.ejml.data.FMatrixRMaj;

/// The kernels of one query head. Rows are vectors; there are no biases, and queries and keys are those after rotation, not scaled.
///
/// φ(q) = |GELU(GELU(q Wq1) Wq2)|; a(k) = |s1| GELU(GELU(k Wk1) Wk2) and ψ(k) = |a + (a Wk3) s2|.
///
/// @param queryIn Wq1 [D, R']
/// @param queryOut Wq2 [R', R]
/// @param keyIn Wk1 [D, R']
/// @param keyOut Wk2 [R', R]
/// @param keyMix Wk3 [R, R]
/// @param keyScale s1 [1, R]
/// @param mixScale s2 [1, R]
public record HeadKernel(
        FMatrixRMaj queryIn,
        FMatrixRMaj queryOut,
        FMatrixRMaj keyIn,
        FMatrixRMaj keyOut,
        FMatrixRMaj keyMix,
        FMatrixRMaj keyScale,
        FMatrixRMaj mixScale) {
    private static final float FIRST_SCALE = 1e-4f;

    /// Kernels to begin a training with: matrices uniform after Xavier, scales 10⁻⁴.
    static HeadKernel initial(int headWidth, int hidden, int rank, RandomGenerator random) {
        return new HeadKernel(
                xavier(headWidth, hidden, random),
                xavier(hidden, rank, random),
                xavier(headWidth, hidden, random),
                xavier(hidden, rank, random),
                xavier(rank, rank, random),
                filled(rank, FIRST_SCALE),
                filled(rank, FIRST_SCALE));
    }

    private static FMatrixRMaj xavier(int rows, int columns, RandomGenerator random) {
        FMatrixRMaj matrix = new FMatrixRMaj(rows, columns);
        double bound = Math.sqrt(6.0 / (rows + columns));
        for (int i = 0; i < matrix.data.length; i++) {
            matrix.data[i] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
        return matrix;
    }

    private static FMatrixRMaj filled(int columns, float value) {
        FMatrixRMaj row = new FMatrixRMaj(1, columns);
        Arrays.fill(row.data, value);
        return row;
    }

    /// All parameters, always in the same order.
    List<FMatrixRMaj> parameters() {
        return List.of(queryIn, queryOut, keyIn, keyOut, keyMix, keyScale, mixScale);
    }

    HeadKernel copy() {
        return of(parameters().stream().map(FMatrixRMaj::copy).toList());
    }

    /// A kernel of the same shape whose numbers are all 0.
    HeadKernel zeros() {
        return of(parameters().stream().map(matrix -> new FMatrixRMaj(matrix.numRows, matrix.numCols)).toList());
    }

    static HeadKernel of(List<FMatrixRMaj> all) {
        return new HeadKernel(all.get(0), all.get(1), all.get(2), all.get(3), all.get(4), all.get(5), all.get(6));
    }

    /// R.
    int rank() {
        return queryOut.numCols;
    }

    /// φ of some queries.
    ///
    /// @param queries [n, D]. Not modified.
    /// @return [n, R]
    public FMatrixRMaj phi(FMatrixRMaj queries, OpenBlas blas) {
        FMatrixRMaj features = mlp(queries, queryIn, queryOut, blas);
        for (int i = 0; i < features.getNumElements(); i++) {
            features.data[i] = Math.abs(features.data[i]);
        }
        return features;
    }

    /// ψ of some keys, with the last three factors merged into one matrix.
    ///
    /// @param keys [n, D]. Not modified.
    /// @return [n, R]
    public FMatrixRMaj psi(FMatrixRMaj keys, OpenBlas blas) {
        FMatrixRMaj features = new FMatrixRMaj(0, 0);
        blas.mult(mlp(keys, keyIn, keyOut, blas), merged(), features);
        for (int i = 0; i < features.getNumElements(); i++) {
            features.data[i] = Math.abs(features.data[i]);
        }
        return features;
    }

    /// diag(|s1|) (I + Wk3 diag(s2)).
    FMatrixRMaj merged() {
        FMatrixRMaj merged = keyMix.copy();
        for (int i = 0; i < merged.numRows; i++) {
            for (int j = 0; j < merged.numCols; j++) {
                float inner = (i == j ? 1 : 0) + keyMix.get(i, j) * mixScale.data[j];
                merged.set(i, j, Math.abs(keyScale.data[i]) * inner);
            }
        }
        return merged;
    }

    private static FMatrixRMaj mlp(FMatrixRMaj rows, FMatrixRMaj in, FMatrixRMaj out, OpenBlas blas) {
        FMatrixRMaj hidden = new FMatrixRMaj(0, 0);
        FMatrixRMaj features = new FMatrixRMaj(0, 0);
        blas.mult(rows, in, hidden);
        Gelu.apply(hidden.data, hidden.data, hidden.getNumElements());
        blas.mult(hidden, out, features);
        Gelu.apply(features.data, features.data, features.getNumElements());
        return features;
    }
}
