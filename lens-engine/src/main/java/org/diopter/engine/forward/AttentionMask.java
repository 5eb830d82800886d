package org.diopter.engine.forward;

import java.util.List;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;

/// The additive mask of causal attention.
final class AttentionMask {
    private AttentionMask() {}

    /// [count, first + count]: the query at position `first + i` sees key j where j ≤ first + i and, with a window, j > first + i − window.
    ///
    /// @param window how many keys a query sees, itself included; 0 for all
    /// @param memory in which it is made
    static FloatTensor causal(int first, int count, int window, TensorMemory memory) {
        return causal(first, List.of(count), window, memory);
    }

    /// The same for texts that stand side by side, count tokens in all: a query sees keys of its own text only.
    ///
    /// @param first how many keys are known already, of the one text; 0 where there are several
    /// @param lengths of the texts
    /// @param window how many keys a query sees, itself included; 0 for all
    /// @param memory in which it is made
    static FloatTensor causal(int first, List<Integer> lengths, int window, TensorMemory memory) {
        int count = lengths.stream().mapToInt(Integer::intValue).sum();
        int keys = first + count;
        FloatTensor mask = memory.zeros(count, keys);
        int start = 0;
        for (int length : lengths) {
            for (int i = start; i < start + length; i++) {
                int query = first + i;
                for (int key = 0; key < keys; key++) {
                    boolean visible = key >= start && key <= query && (window == 0 || key > query - window);
                    if (!visible) {
                        mask.set((long) i * keys + key, Float.NEGATIVE_INFINITY);
                    }
                }
            }
            start += length;
        }
        return mask;
    }

    /// [count, 2 count], for positions that run each by itself after a pass over all of them: the query at position i sees the key of that pass at j where
    /// j < i, and its own new key, at count + i.
    ///
    /// @param window how many keys a query sees, itself included; 0 for all
    /// @param memory in which it is made
    static FloatTensor apart(int count, int window, TensorMemory memory) {
        FloatTensor mask = memory.zeros(count, 2L * count);
        for (int query = 0; query < count; query++) {
            for (int key = 0; key < 2 * count; key++) {
                boolean earlier = key < query && (window == 0 || key > query - window);
                if (!earlier && key != count + query) {
                    mask.set(2L * query * count + key, Float.NEGATIVE_INFINITY);
                }
            }
        }
        return mask;
    }
}
