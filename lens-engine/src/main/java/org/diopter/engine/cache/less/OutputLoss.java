package org.diopter.engine.cache.less;

import java.util.List;
import java.util.stream.IntStream;
import org.diopter.engine.math.OpenBlas;
import org.ejml.data.FMatrixRMaj;

/// The mean squared distance between what the output projection gives with everything kept and what it gives otherwise, over the rows at which something
/// may have been evicted.
final class OutputLoss {
    private final FMatrixRMaj projection;
    private final OpenBlas blas;

    /// @param projection [d, H · D]
    OutputLoss(FMatrixRMaj projection, OpenBlas blas) {
        this.projection = projection;
        this.blas = blas;
    }

    /// A loss and, head by head, its gradient at the heads' outputs [T, D].
    record Value(double loss, List<FMatrixRMaj> gradients) {}

    /// @param outputs of the heads, [T, D] each. Not modified.
    Value of(BlockExample example, List<FMatrixRMaj> outputs) {
        int tokens = example.tokens();
        int width = outputs.getFirst().numCols;
        FMatrixRMaj differences = new FMatrixRMaj(tokens, width * outputs.size());
        for (int head = 0; head < outputs.size(); head++) {
            FMatrixRMaj full = example.heads().get(head).full();
            for (int row = example.from(); row < tokens; row++) {
                for (int j = 0; j < width; j++) {
                    float difference = outputs.get(head).data[row * width + j] - full.data[row * width + j];
                    differences.data[row * differences.numCols + head * width + j] = difference;
                }
            }
        }
        FMatrixRMaj errors = new FMatrixRMaj(0, 0);
        blas.multTransB(differences, projection, errors);
        double count = (double) (tokens - example.from()) * projection.numRows;
        double loss = 0;
        for (int i = 0; i < errors.getNumElements(); i++) {
            loss += (double) errors.data[i] * errors.data[i] / count;
            errors.data[i] *= (float) (2 / count);
        }
        FMatrixRMaj all = new FMatrixRMaj(0, 0);
        blas.mult(errors, projection, all);
        return new Value(loss, heads(all, outputs.size(), width));
    }

    private static List<FMatrixRMaj> heads(FMatrixRMaj all, int heads, int width) {
        return IntStream.range(0, heads).mapToObj(head -> {
            FMatrixRMaj own = new FMatrixRMaj(all.numRows, width);
            for (int row = 0; row < all.numRows; row++) {
                System.arraycopy(all.data, row * all.numCols + head * width, own.data, row * width, width);
            }
            return own;
        }).toList();
    }
}
