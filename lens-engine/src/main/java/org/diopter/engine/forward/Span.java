package org.diopter.engine.forward;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.Tensor;
import org.diopter.engine.runtime.TensorMemory;

/// What blocks need to know of the positions that run: their angles, and a mask for each window. Made once for a pass and shared by its blocks.
final class Span {
    private final int first;
    private final int count;
    private final IntFunction<FloatTensor> newMask;
    private final Map<String, Tensor> angles = new HashMap<>();
    private final Map<Integer, FloatTensor> masks = new HashMap<>();

    /// @param first the first position that runs; those before it are in the cache
    /// @param count how many run
    /// @param memory in which masks are made
    Span(Architecture architecture, int first, int count, TensorMemory memory) {
        this(architecture, first, first, count, window -> AttentionMask.causal(first, count, window, memory));
    }

    /// Each of the first `count` positions by itself, after a pass over all of them whose keys and values are the past.
    static Span apart(Architecture architecture, int count, TensorMemory memory) {
        return new Span(architecture, 0, count, count, window -> AttentionMask.apart(count, window, memory));
    }

    /// @param firstAngle the position of the first row
    /// @param first how many keys are in the cache
    private Span(Architecture architecture, int firstAngle, int first, int count, IntFunction<FloatTensor> newMask) {
        this.first = first;
        this.count = count;
        this.newMask = newMask;
        architecture.rotary().ifPresent(rotary -> {
            int n = rotary.inverseFrequencies().length;
            float[] cos = new float[count * n];
            float[] sin = new float[count * n];
            rotary.angles(firstAngle, count, cos, sin);
            angles.put(ModelGraphs.COS, FloatTensor.of(cos, 1, count, n));
            angles.put(ModelGraphs.SIN, FloatTensor.of(sin, 1, count, n));
        });
    }

    int first() {
        return first;
    }

    int count() {
        return count;
    }

    /// cos and sin by input name; empty without rotary positions.
    Map<String, Tensor> angles() {
        return angles;
    }

    FloatTensor mask(int window) {
        return masks.computeIfAbsent(window, newMask::apply);
    }
}
