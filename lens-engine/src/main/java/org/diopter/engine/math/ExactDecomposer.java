package org.diopter.engine.math;

import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/// The singular value decomposition of a float32 matrix by way of the eigenvectors of its smaller Gram matrix, in float64.
///
/// For a matrix four times as long as wide this is four times faster than the bidiagonal way, and closer to the truth: a float32 decomposition is wrong by
/// a rounding of the largest singular value in all of them, this one by 10⁻¹⁶ (σ₀/σᵢ)² of σᵢ itself. Below about 10⁻⁷ of the largest a singular value
/// is no longer told from zero; neither would the matrix's own rounding allow it.
///
/// Same matrix, same number of threads: same result, to the last bit.
public final class ExactDecomposer {
    /// Increased when the results change, so that kept ones are not taken for these.
    public static final String VERSION = "gram-1";

    private static final int STAGES = 3;
    /// The matrix is widened to float64 in parts of at least so many columns: enough for a fast product, few enough to take little memory.
    private static final int LEAST_PART = 1024;

    private final OpenBlas blas;

    public ExactDecomposer(OpenBlas blas) {
        this.blas = blas;
    }

    /// Decomposes a matrix.
    ///
    /// @param matrix [m, n]. Not modified.
    /// @param progress hears of stages and is asked between them whether to stop
    /// @return min(m, n) components
    /// @throws UnusableInputException D-204 if a number in the matrix is not finite
    public Decomposition decompose(FMatrixRMaj matrix, Progress progress) {
        boolean wide = matrix.numRows <= matrix.numCols;
        int n = Math.min(matrix.numRows, matrix.numCols);
        progress.stage("Multiply with itself", 1, STAGES);
        DMatrixRMaj gram = gram(matrix, wide, progress);
        progress.stage("Find directions", 2, STAGES);
        DMatrixRMaj vectors = new DMatrixRMaj(1, 1);
        double[] squares = blas.symmetricEigen(gram, vectors, progress);
        progress.throwIfCancelled();
        progress.stage("Project", STAGES, STAGES);
        FMatrixRMaj directions = descending(vectors);
        FMatrixRMaj left = new FMatrixRMaj(0, 0);
        FMatrixRMaj right = new FMatrixRMaj(0, 0);
        if (wide) {
            blas.mult(directions, matrix, right);
            left = transposed(directions);
        } else {
            blas.multTransB(matrix, directions, left);
            right = directions;
        }
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = Math.sqrt(Math.max(0, squares[n - 1 - i]));
        }
        return new Decomposition(left, right, values);
    }

    /// The upper triangle of W Wᵀ, or of Wᵀ W.
    private DMatrixRMaj gram(FMatrixRMaj matrix, boolean wide, Progress progress) {
        int n = wide ? matrix.numRows : matrix.numCols;
        int length = wide ? matrix.numCols : matrix.numRows;
        DMatrixRMaj gram = new DMatrixRMaj(n, n);
        DMatrixRMaj part = new DMatrixRMaj(1, 1);
        int step = Math.max(n, LEAST_PART);
        for (int from = 0; from < length; from += step) {
            progress.throwIfCancelled();
            int count = Math.min(step, length - from);
            if (wide) {
                widenColumns(matrix, from, count, part);
                blas.addGramOfRows(part, gram);
            } else {
                widenRows(matrix, from, count, part);
                blas.addGramOfColumns(part, gram);
            }
            progress.items(from + count, length);
        }
        requireFinite(gram);
        return gram;
    }

    private static void widenColumns(FMatrixRMaj matrix, int from, int count, DMatrixRMaj part) {
        part.reshape(matrix.numRows, count);
        for (int row = 0; row < matrix.numRows; row++) {
            widen(matrix.data, row * matrix.numCols + from, part.data, row * count, count);
        }
    }

    private static void widenRows(FMatrixRMaj matrix, int from, int count, DMatrixRMaj part) {
        part.reshape(count, matrix.numCols);
        widen(matrix.data, from * matrix.numCols, part.data, 0, count * matrix.numCols);
    }

    private static void widen(float[] from, int fromIndex, double[] to, int toIndex, int count) {
        for (int i = 0; i < count; i++) {
            to[toIndex + i] = from[fromIndex + i];
        }
    }

    /// A number that is not finite makes the norm of its row, which stands on the diagonal, not finite either.
    private static void requireFinite(DMatrixRMaj gram) {
        for (int i = 0; i < gram.numRows; i++) {
            if (!Double.isFinite(gram.get(i, i))) {
                throw new UnusableInputException("D-204",
                        "The matrix cannot be decomposed: a number in its row or column %d is not finite.".formatted(i));
            }
        }
    }

    /// The rows in reverse order, rounded.
    private static FMatrixRMaj descending(DMatrixRMaj ascending) {
        int n = ascending.numRows;
        FMatrixRMaj rows = new FMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            int source = (n - 1 - i) * n;
            for (int j = 0; j < n; j++) {
                rows.data[i * n + j] = (float) ascending.data[source + j];
            }
        }
        return rows;
    }

    private static FMatrixRMaj transposed(FMatrixRMaj square) {
        int n = square.numRows;
        FMatrixRMaj transposed = new FMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                transposed.data[i * n + j] = square.data[j * n + i];
            }
        }
        return transposed;
    }
}
