package org.diopter.engine.testing;

import java.nio.file.Path;
import java.util.Random;
import org.diopter.engine.math.OpenBlas;
import org.ejml.data.FMatrixRMaj;

/// Matrices for tests, and the library that multiplies them.
public final class Matrices {
    private Matrices() {}

    /// The library, unpacked below the build's folder.
    public static OpenBlas blas() {
        return OpenBlas.start(Path.of(System.getProperty("org.bytedeco.javacpp.cachedir", "target/natives")).toAbsolutePath(), 2);
    }

    /// Independent normal numbers.
    public static FMatrixRMaj gaussian(int rows, int columns, long seed) {
        Random random = new Random(seed);
        FMatrixRMaj matrix = new FMatrixRMaj(rows, columns);
        for (int i = 0; i < matrix.data.length; i++) {
            matrix.data[i] = (float) random.nextGaussian();
        }
        return matrix;
    }

    /// A matrix whose singular values fall as σᵢ = (i + 1)^power, up to the rounding of its entries.
    public static FMatrixRMaj falling(int rows, int columns, double power, long seed) {
        int n = Math.min(rows, columns);
        FMatrixRMaj left = gaussian(rows, n, seed);
        FMatrixRMaj right = gaussian(columns, n, seed + 1);
        OpenBlas blas = blas();
        blas.orthonormalise(left);
        blas.orthonormalise(right);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < n; i++) {
                left.data[row * n + i] *= (float) Math.pow(i + 1, power);
            }
        }
        FMatrixRMaj matrix = new FMatrixRMaj(0, 0);
        blas.multTransB(left, right, matrix);
        return matrix;
    }

    public static FMatrixRMaj of(float[][] rows) {
        return new FMatrixRMaj(rows);
    }

    public static FMatrixRMaj transposed(FMatrixRMaj matrix) {
        FMatrixRMaj transposed = new FMatrixRMaj(matrix.numCols, matrix.numRows);
        for (int row = 0; row < matrix.numRows; row++) {
            for (int column = 0; column < matrix.numCols; column++) {
                transposed.set(column, row, matrix.get(row, column));
            }
        }
        return transposed;
    }

    /// The largest difference between two matrices of one shape.
    public static double distance(FMatrixRMaj a, FMatrixRMaj b) {
        if (a.numRows != b.numRows || a.numCols != b.numCols) {
            throw new AssertionError("[%d, %d] against [%d, %d]".formatted(a.numRows, a.numCols, b.numRows, b.numCols));
        }
        double largest = 0;
        for (int i = 0; i < a.getNumElements(); i++) {
            largest = Math.max(largest, Math.abs((double) a.data[i] - b.data[i]));
        }
        return largest;
    }

    /// √ of the sum of squares.
    public static double norm(FMatrixRMaj a) {
        double sum = 0;
        for (int i = 0; i < a.getNumElements(); i++) {
            sum += (double) a.data[i] * a.data[i];
        }
        return Math.sqrt(sum);
    }
}
