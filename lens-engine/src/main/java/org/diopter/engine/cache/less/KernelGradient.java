package org.diopter.engine.cache.less;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.diopter.engine.math.OpenBlas;
import org.ejml.data.FMatrixRMaj;

/// φ and ψ of one head with what is needed to go back through them.
///
/// Dropout acts once in each MLP, on what the first matrix gives, before its GELU.
final class KernelGradient {
    private final HeadKernel kernel;
    private final OpenBlas blas;
    private final Mlp query;
    private final Mlp key;
    private final FMatrixRMaj mixed = new FMatrixRMaj(0, 0);
    private final FMatrixRMaj product = new FMatrixRMaj(0, 0);

    /// @param random for dropout; absent where nothing is dropped
    KernelGradient(HeadKernel kernel, OpenBlas blas, float dropout, Optional<RandomGenerator> random) {
        this.kernel = kernel;
        this.blas = blas;
        this.query = new Mlp(kernel.queryIn(), kernel.queryOut(), dropout, random);
        this.key = new Mlp(kernel.keyIn(), kernel.keyOut(), dropout, random);
    }

    /// |y| of the query's MLP: [n, R].
    FMatrixRMaj phi(FMatrixRMaj queries) {
        query.forward(queries);
        return absolute(query.output);
    }

    /// |a + (a Wk3) s2|, a = |s1| y of the key's MLP: [n, R].
    FMatrixRMaj psi(FMatrixRMaj keys) {
        key.forward(keys);
        int rank = kernel.rank();
        FMatrixRMaj scaled = scaled();
        blas.mult(scaled, kernel.keyMix(), product);
        mixed.reshape(scaled.numRows, rank);
        for (int i = 0; i < scaled.getNumElements(); i++) {
            mixed.data[i] = scaled.data[i] + product.data[i] * kernel.mixScale().data[i % rank];
        }
        return absolute(mixed);
    }

    private FMatrixRMaj scaled() {
        FMatrixRMaj scaled = key.output.copy();
        for (int i = 0; i < scaled.getNumElements(); i++) {
            scaled.data[i] *= Math.abs(kernel.keyScale().data[i % kernel.rank()]);
        }
        return scaled;
    }

    private static FMatrixRMaj absolute(FMatrixRMaj matrix) {
        FMatrixRMaj absolute = matrix.copy();
        for (int i = 0; i < absolute.getNumElements(); i++) {
            absolute.data[i] = Math.abs(absolute.data[i]);
        }
        return absolute;
    }

    /// Goes back from φ and ψ to the parameters.
    ///
    /// @param phi gradient [n, R]. Modified.
    /// @param psi gradient [n, R]. Modified.
    /// @param gradient Modified: added to.
    void backward(FMatrixRMaj phi, FMatrixRMaj psi, HeadKernel gradient) {
        throughSign(phi, query.output);
        query.backward(phi, gradient.queryIn(), gradient.queryOut());
        throughSign(psi, mixed);
        key.backward(throughMix(psi, gradient), gradient.keyIn(), gradient.keyOut());
    }

    private static void throughSign(FMatrixRMaj gradient, FMatrixRMaj before) {
        for (int i = 0; i < gradient.getNumElements(); i++) {
            gradient.data[i] *= Math.signum(before.data[i]);
        }
    }

    /// @return the gradient at the output of the key's MLP
    private FMatrixRMaj throughMix(FMatrixRMaj psi, HeadKernel gradient) {
        int rank = kernel.rank();
        FMatrixRMaj scaled = scaled();
        FMatrixRMaj atProduct = psi.copy();
        for (int i = 0; i < psi.getNumElements(); i++) {
            gradient.mixScale().data[i % rank] += psi.data[i] * product.data[i];
            atProduct.data[i] *= kernel.mixScale().data[i % rank];
        }
        FMatrixRMaj mix = new FMatrixRMaj(0, 0);
        blas.multTransA(scaled, atProduct, mix);
        add(mix, gradient.keyMix());
        FMatrixRMaj atScaled = new FMatrixRMaj(0, 0);
        blas.multTransB(atProduct, kernel.keyMix(), atScaled);
        for (int i = 0; i < psi.getNumElements(); i++) {
            float scale = kernel.keyScale().data[i % rank];
            float whole = psi.data[i] + atScaled.data[i];
            gradient.keyScale().data[i % rank] += whole * key.output.data[i] * Math.signum(scale);
            atScaled.data[i] = whole * Math.abs(scale);
        }
        return atScaled;
    }

    private static void add(FMatrixRMaj term, FMatrixRMaj sum) {
        for (int i = 0; i < sum.getNumElements(); i++) {
            sum.data[i] += term.data[i];
        }
    }

    /// GELU(GELU(drop(x in)) out).
    private final class Mlp {
        private final FMatrixRMaj in;
        private final FMatrixRMaj out;
        private final float dropout;
        private final Optional<RandomGenerator> random;
        private final FMatrixRMaj first = new FMatrixRMaj(0, 0);
        private final FMatrixRMaj hidden = new FMatrixRMaj(0, 0);
        private final FMatrixRMaj second = new FMatrixRMaj(0, 0);
        private final FMatrixRMaj output = new FMatrixRMaj(0, 0);
        private float[] kept = new float[0];
        private FMatrixRMaj input = new FMatrixRMaj(0, 0);

        Mlp(FMatrixRMaj in, FMatrixRMaj out, float dropout, Optional<RandomGenerator> random) {
            this.in = in;
            this.out = out;
            this.dropout = dropout;
            this.random = random;
        }

        void forward(FMatrixRMaj rows) {
            input = rows;
            blas.mult(rows, in, first);
            kept = new float[first.getNumElements()];
            Arrays.fill(kept, 1);
            random.ifPresent(this::drop);
            hidden.reshape(first.numRows, first.numCols);
            Gelu.apply(first.data, hidden.data, first.getNumElements());
            blas.mult(hidden, out, second);
            output.reshape(second.numRows, second.numCols);
            Gelu.apply(second.data, output.data, second.getNumElements());
        }

        private void drop(RandomGenerator generator) {
            for (int i = 0; i < kept.length; i++) {
                kept[i] = generator.nextFloat() < dropout ? 0 : 1 / (1 - dropout);
                first.data[i] *= kept[i];
            }
        }

        /// @param gradient at the output. Modified.
        void backward(FMatrixRMaj gradient, FMatrixRMaj intoIn, FMatrixRMaj intoOut) {
            for (int i = 0; i < gradient.getNumElements(); i++) {
                gradient.data[i] *= Gelu.slope(second.data[i]);
            }
            FMatrixRMaj term = new FMatrixRMaj(0, 0);
            blas.multTransA(hidden, gradient, term);
            add(term, intoOut);
            FMatrixRMaj atHidden = new FMatrixRMaj(0, 0);
            blas.multTransB(gradient, out, atHidden);
            for (int i = 0; i < atHidden.getNumElements(); i++) {
                atHidden.data[i] *= Gelu.slope(first.data[i]) * kept[i];
            }
            blas.multTransA(input, atHidden, term);
            add(term, intoIn);
        }
    }
}
