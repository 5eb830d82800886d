package org.diopter.engine.math;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.diopter.model.Progress;
import org.ejml.data.FMatrixRMaj;

/// The first components of a matrix by a random projection and subspace iterations: near to the exact ones, and dependent on a seed. LASER's published
/// numbers come from this form without oversampling, which is 13 to 36 % away from the exact truncation on slowly falling spectra; results made with it
/// are labelled.
public final class RandomisedDecomposer {
    private final OpenBlas blas;
    private final ExactDecomposer exact;

    /// How much work is done for how much accuracy.
    ///
    /// @param oversampling directions beyond those wanted; LASER's code has 0, 5 to 10 are usual
    /// @param iterations of the subspace; LASER's code has 2, or 20 for RoBERTa
    /// @param seed of the projection
    public record Settings(int oversampling, int iterations, long seed) {
        /// As LASER's code calls `torch.svd_lowrank`, save that it sets no seed.
        public static Settings ofLaser(long seed) {
            return new Settings(0, 2, seed);
        }
    }

    public RandomisedDecomposer(OpenBlas blas) {
        this.blas = blas;
        this.exact = new ExactDecomposer(blas);
    }

    /// Decomposes a matrix.
    ///
    /// @param matrix [m, n]. Not modified.
    /// @param components how many are wanted, from 1 to min(m, n)
    /// @param progress is asked between products whether to stop
    public Decomposition decompose(FMatrixRMaj matrix, int components, Settings settings, Progress progress) {
        int most = Math.min(matrix.numRows, matrix.numCols);
        if (components < 1 || components > most) {
            throw new IllegalArgumentException("%d components of a matrix that has %d".formatted(components, most));
        }
        int directions = Math.min(most, components + settings.oversampling());
        FMatrixRMaj range = new FMatrixRMaj(0, 0);
        FMatrixRMaj side = gaussian(matrix.numCols, directions, settings.seed());
        blas.mult(matrix, side, range);
        blas.orthonormalise(range);
        for (int i = 0; i < settings.iterations(); i++) {
            progress.throwIfCancelled();
            blas.multTransA(matrix, range, side);
            blas.orthonormalise(side);
            blas.mult(matrix, side, range);
            blas.orthonormalise(range);
        }
        progress.throwIfCancelled();
        FMatrixRMaj small = new FMatrixRMaj(0, 0);
        blas.multTransA(range, matrix, small);
        Decomposition inside = exact.decompose(small, progress);
        FMatrixRMaj left = new FMatrixRMaj(0, 0);
        blas.mult(range, inside.left(), left);
        return first(left, inside.right(), inside.values(), components);
    }

    private static FMatrixRMaj gaussian(int rows, int columns, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        FMatrixRMaj matrix = new FMatrixRMaj(rows, columns);
        for (int i = 0; i < matrix.data.length; i++) {
            matrix.data[i] = (float) random.nextGaussian();
        }
        return matrix;
    }

    private static Decomposition first(FMatrixRMaj left, FMatrixRMaj right, double[] values, int components) {
        FMatrixRMaj columns = new FMatrixRMaj(left.numRows, components);
        for (int row = 0; row < left.numRows; row++) {
            System.arraycopy(left.data, row * left.numCols, columns.data, row * components, components);
        }
        FMatrixRMaj rows = new FMatrixRMaj(components, right.numCols);
        System.arraycopy(right.data, 0, rows.data, 0, components * right.numCols);
        return new Decomposition(columns, rows, Arrays.copyOf(values, components));
    }
}
