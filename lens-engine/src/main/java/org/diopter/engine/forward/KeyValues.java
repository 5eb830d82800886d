package org.diopter.engine.forward;

import org.diopter.engine.runtime.FloatTensor;

/// The keys and values of one block for some positions.
///
/// @param keys [K, S, D], after rotation
/// @param values [K, S, D]
public record KeyValues(FloatTensor keys, FloatTensor values) {

    /// Those of the first positions, copied.
    KeyValues prefix(int positions) {
        return new KeyValues(prefix(keys, positions), prefix(values, positions));
    }

    private static FloatTensor prefix(FloatTensor tensor, int positions) {
        long heads = tensor.size(0);
        long all = tensor.size(1);
        long width = tensor.size(2);
        FloatTensor prefix = FloatTensor.zeros(heads, positions, width);
        for (long head = 0; head < heads; head++) {
            prefix.copyFrom(tensor, head * all * width, head * positions * width, positions * width);
        }
        return prefix;
    }
}
