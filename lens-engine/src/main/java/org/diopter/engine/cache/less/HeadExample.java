package org.diopter.engine.cache.less;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.diopter.engine.math.OpenBlas;
import org.ejml.data.FMatrixRMaj;

/// One head on one text, as training sees it: what the kept keys give, and what is to stand in for the others.
///
/// @param queries [T, D]
/// @param keys [T, D]
/// @param values [T, D]
/// @param kept [T, T], e to the power of score − shift (the row's largest kept score) for the keys that a query sees, 0 for all others
/// @param evicted [T, T], e to the power of −shift for the keys before a query that it does not see, 0 for all others
/// @param full [T, D], what the head gives with everything kept
record HeadExample(
        FMatrixRMaj queries, FMatrixRMaj keys, FMatrixRMaj values, FMatrixRMaj kept, FMatrixRMaj evicted, FMatrixRMaj full) {

    int tokens() {
        return queries.numRows;
    }

    /// A forward pass, ready to go back.
    final class Attempt {
        private final OpenBlas blas;
        private final KernelGradient kernel;
        private final FMatrixRMaj phi;
        private final FMatrixRMaj psi;
        private final FMatrixRMaj output = new FMatrixRMaj(0, 0);
        private final double[] totals;

        /// @param random for dropout
        Attempt(HeadKernel head, OpenBlas blas, float dropout, Optional<RandomGenerator> random) {
            this.blas = blas;
            this.kernel = new KernelGradient(head, blas, dropout, random);
            this.phi = kernel.phi(queries);
            this.psi = kernel.psi(keys);
            this.totals = new double[tokens()];
            FMatrixRMaj weights = new FMatrixRMaj(0, 0);
            blas.multTransB(phi, psi, weights);
            weigh(weights);
            blas.mult(weights, values, output);
        }

        private void weigh(FMatrixRMaj weights) {
            int tokens = tokens();
            for (int query = 0; query < tokens; query++) {
                double total = 0;
                for (int i = query * tokens; i < (query + 1) * tokens; i++) {
                    weights.data[i] = kept.data[i] + evicted.data[i] * weights.data[i];
                    total += weights.data[i];
                }
                float factor = (float) (1 / total);
                for (int i = query * tokens; i < (query + 1) * tokens; i++) {
                    weights.data[i] *= factor;
                }
                totals[query] = total;
            }
        }

        /// [T, D].
        FMatrixRMaj output() {
            return output;
        }

        /// @param gradient [T, D], at the output. Not modified.
        /// @param into Modified: added to.
        void backward(FMatrixRMaj gradient, HeadKernel into) {
            int tokens = tokens();
            int width = values.numCols;
            FMatrixRMaj atWeights = new FMatrixRMaj(0, 0);
            blas.multTransB(gradient, values, atWeights);
            for (int query = 0; query < tokens; query++) {
                double own = 0;
                for (int j = query * width; j < (query + 1) * width; j++) {
                    own += (double) gradient.data[j] * output.data[j];
                }
                for (int i = query * tokens; i < (query + 1) * tokens; i++) {
                    atWeights.data[i] = (float) (evicted.data[i] * (atWeights.data[i] - own) / totals[query]);
                }
            }
            FMatrixRMaj atPhi = new FMatrixRMaj(0, 0);
            FMatrixRMaj atPsi = new FMatrixRMaj(0, 0);
            blas.mult(atWeights, psi, atPhi);
            blas.multTransA(atWeights, phi, atPsi);
            kernel.backward(atPhi, atPsi, into);
        }
    }
}
