package org.diopter.engine.cache.less;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.diopter.engine.cache.Compensation;
import org.diopter.engine.forward.SplitBlocks;
import org.diopter.engine.math.OpenBlas;
import org.ejml.data.FMatrixRMaj;

/// Gives evicted keys the weight φ(q)·ψ(k) in place of e^(q·k/√D). Where there is no kernel for a block, its evicted keys stay without weight.
///
/// This is the parallel form: it equals a state H = Σ ψ(k)ᵀ v, z = Σ ψ(k) over what has been evicted, see [LowRankState].
public final class LessCompensation implements Compensation {
    private final Map<Integer, BlockKernel> kernels;
    private final OpenBlas blas;

    /// @param kernels by block
    public LessCompensation(Map<Integer, BlockKernel> kernels, OpenBlas blas) {
        this.kernels = Map.copyOf(kernels);
        this.blas = blas;
    }

    @Override
    public Rows of(int block, int first, SplitBlocks.Between between) {
        BlockKernel kernel = kernels.get(block);
        return kernel == null ? (head, query, key) -> 0 : features(kernel, first, between);
    }

    private Rows features(BlockKernel kernel, int first, SplitBlocks.Between between) {
        int heads = kernel.heads().size();
        int group = heads / Math.toIntExact(between.keys().size(0));
        List<FMatrixRMaj> phi = new ArrayList<>();
        List<FMatrixRMaj> psi = new ArrayList<>();
        for (int head = 0; head < heads; head++) {
            phi.add(kernel.heads().get(head).phi(HeadRows.of(between.query(), head), blas));
            psi.add(kernel.heads().get(head).psi(HeadRows.of(between.keys(), head / group), blas));
        }
        return (head, query, key) -> product(phi.get(head), query - first, psi.get(head), key);
    }

    private static double product(FMatrixRMaj phi, int query, FMatrixRMaj psi, int key) {
        int rank = phi.numCols;
        float sum = 0;
        for (int i = 0; i < rank; i++) {
            sum += phi.data[query * rank + i] * psi.data[key * rank + i];
        }
        return sum;
    }
}
