package org.diopter.engine.forward;

import org.diopter.engine.runtime.FloatTensor;

/// The additive mask of causal attention.
final class AttentionMask {
    private AttentionMask() {}

    /// [count, first + count]: the query at position `first + i` sees key j where j ≤ first + i and, with a window, j > first + i − window.
    ///
    /// @param window how many keys a query sees, itself included; 0 for all
    static FloatTensor causal(int first, int count, int window) {
        int keys = first + count;
        float[] mask = new float[Math.multiplyExact(count, keys)];
        for (int i = 0; i < count; i++) {
            int query = first + i;
            for (int key = 0; key < keys; key++) {
                boolean visible = key <= query && (window == 0 || key > query - window);
                mask[i * keys + key] = visible ? 0 : Float.NEGATIVE_INFINITY;
            }
        }
        return FloatTensor.of(mask, count, keys);
    }
}
