package org.diopter.engine.causal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.diopter.engine.runtime.Cancellation;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/// Where searches for directions begin: the singular vectors, on the side of the stream, of the unembedding pulled back to a layer, M = W γ C T.
///
/// A block Krylov method: random vectors and what MᵀM makes of them span a space whose best approximations are found by a small eigenproblem. That takes
/// [#PASSES] passes over W for all vectors together; the whole Gram matrix would take d/2 times the work of one vector. The leading vectors are as good as
/// exact, which a start does not need.
///
/// Source: Musco and Musco, arXiv 1504.05477, algorithm 2.
final class StartVectors {
    private static final int PASSES = 3;
    /// Vectors beyond those wanted.
    private static final int MORE = 5;
    private static final double NEGLIGIBLE = 1e-8;

    private StartVectors() {}

    /// @param count how many are wanted, at most d
    /// @return [count, d], orthonormal, the largest singular value first
    static double[][] of(LayerHead head, int count, long seed, Cancellation cancellation) {
        int width = head.width();
        double[][] block = random(Math.min(count + MORE, width), width, seed);
        List<double[]> basis = new ArrayList<>();
        List<double[]> images = new ArrayList<>();
        for (int pass = 0; pass < PASSES && basis.size() < width; pass++) {
            double[][] added = orthonormalized(block, basis);
            block = head.gram(added, cancellation);
            images.addAll(List.of(block));
        }
        return combined(basis, leading(basis, images, count));
    }

    /// Random orthonormal vectors, uniformly distributed.
    static double[][] random(int count, int width, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<double[]> basis = new ArrayList<>();
        while (basis.size() < count) {
            orthonormalized(new double[][] {normal(width, random)}, basis);
        }
        return basis.toArray(double[][]::new);
    }

    static double[] normal(int width, SplittableRandom random) {
        double[] vector = new double[width];
        for (int k = 0; k < width; k++) {
            vector[k] = random.nextGaussian();
        }
        return vector;
    }

    /// Adds vectors to an orthonormal basis, without what lies in its span.
    ///
    /// @param vectors Not modified.
    /// @param basis Modified.
    /// @return those that were added
    private static double[][] orthonormalized(double[][] vectors, List<double[]> basis) {
        List<double[]> added = new ArrayList<>();
        for (double[] vector : vectors) {
            double[] rest = vector.clone();
            double before = Vectors.norm(rest);
            Vectors.removeSpan(rest, basis.toArray(double[][]::new), basis.size());
            double after = Vectors.norm(rest);
            if (after > NEGLIGIBLE * before && basis.size() < rest.length) {
                Vectors.scale(1 / after, rest);
                basis.add(rest);
                added.add(rest);
            }
        }
        return added.toArray(double[][]::new);
    }

    /// The eigenvectors of MᵀM restricted to the basis, the largest eigenvalues first.
    private static List<DMatrixRMaj> leading(List<double[]> basis, List<double[]> images, int count) {
        int size = basis.size();
        DMatrixRMaj restricted = new DMatrixRMaj(size, size);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                restricted.set(i, j, 0.5 * (Vectors.dot(basis.get(i), images.get(j)) + Vectors.dot(basis.get(j), images.get(i))));
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, true, true);
        if (!eigen.decompose(restricted)) {
            throw new IllegalStateException("the eigenproblem of %d start vectors has no solution".formatted(size));
        }
        return IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> eigen.getEigenvalue(i).getReal()).reversed())
                .limit(count)
                .map(eigen::getEigenVector)
                .toList();
    }

    private static double[][] combined(List<double[]> basis, List<DMatrixRMaj> coordinates) {
        double[][] vectors = new double[coordinates.size()][basis.getFirst().length];
        for (int i = 0; i < vectors.length; i++) {
            for (int j = 0; j < basis.size(); j++) {
                Vectors.add(coordinates.get(i).get(j), basis.get(j), vectors[i]);
            }
        }
        return vectors;
    }
}
