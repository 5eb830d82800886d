package org.diopter.engine.arch;

import java.util.Optional;
import org.diopter.model.checkpoint.TensorInfo;

/// A matrix applied to rows: y = x Wᵀ + b.
///
/// @param weight the matrix as stored
/// @param outputFirst whether it is stored [out, in], as PyTorch's `Linear` does, or [in, out], as GPT-2's `Conv1D`
/// @param bias [out]
public record Linear(TensorInfo weight, boolean outputFirst, Optional<TensorInfo> bias) {
    public long inputs() {
        return weight.shape().get(outputFirst ? 1 : 0);
    }

    public long outputs() {
        return weight.shape().get(outputFirst ? 0 : 1);
    }
}
