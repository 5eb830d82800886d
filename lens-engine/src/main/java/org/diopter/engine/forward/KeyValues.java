package org.diopter.engine.forward;

import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;

/// The keys and values of one block for some positions.
///
/// @param keys [K, S, D], after rotation
/// @param values [K, S, D]
public record KeyValues(FloatTensor keys, FloatTensor values) {

    /// Those of the first positions: these themselves if that is all, else copied.
    KeyValues prefix(int positions, TensorMemory memory) {
        return positions == keys.size(1) ? this : new KeyValues(prefix(keys, positions, memory), prefix(values, positions, memory));
    }

    private static FloatTensor prefix(FloatTensor tensor, int positions, TensorMemory memory) {
        long heads = tensor.size(0);
        long all = tensor.size(1);
        long width = tensor.size(2);
        FloatTensor prefix = memory.zeros(heads, positions, width);
        for (long head = 0; head < heads; head++) {
            prefix.copyFrom(tensor, head * all * width, head * positions * width, positions * width);
        }
        return prefix;
    }
}
