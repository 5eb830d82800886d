package org.diopter.engine.cache.less;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.diopter.engine.arch.ModelShape;

/// The kernels of one block.
///
/// @param heads one a query head
public record BlockKernel(List<HeadKernel> heads) {
    public BlockKernel {
        heads = List.copyOf(heads);
    }

    /// Kernels to begin a training with.
    ///
    /// @param hidden R'
    /// @param rank R
    public static BlockKernel initial(ModelShape shape, int hidden, int rank, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new BlockKernel(IntStream.range(0, shape.heads())
                .mapToObj(head -> HeadKernel.initial(shape.headWidth(), hidden, rank, random.split()))
                .toList());
    }

    /// R.
    public int rank() {
        return heads.getFirst().rank();
    }

    /// How many tokens' keys and values take the memory of one head's state: R (D + 1) / 2 D.
    public double tokensOfState() {
        double width = heads.getFirst().queryIn().numRows;
        return rank() * (width + 1) / (2 * width);
    }

    BlockKernel copy() {
        return new BlockKernel(heads.stream().map(HeadKernel::copy).toList());
    }

    BlockKernel zeros() {
        return new BlockKernel(heads.stream().map(HeadKernel::zeros).toList());
    }
}
