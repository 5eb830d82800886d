package org.diopter.engine.forward;

import java.util.Optional;

/// Looks through a model's weights for what spoils a run.
@FunctionalInterface
public interface WeightSearch {
    /// In place of a block: what stands outside the blocks.
    int OUTSIDE = -1;

    /// Name and index of the first number that is not finite, such as `v_proj.weight [3, 5]`, or nothing.
    ///
    /// @param block whose weights, or [#OUTSIDE]
    Optional<String> notFinite(int block);
}
