package org.diopter.engine.forward;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.Tensor;
import org.diopter.engine.runtime.TensorMemory;

/// What blocks need to know of the positions that run: their angles, and a mask for each window. Made once for a pass and shared by its blocks.
final class Span {
    private final int first;
    private final int count;
    private final List<Integer> lengths;
    private final TensorMemory memory;
    private final Map<String, Tensor> angles = new HashMap<>();
    private final Map<Integer, FloatTensor> masks = new HashMap<>();

    /// @param first the first position that runs; those before it are in the cache
    /// @param count how many run
    /// @param memory in which masks are made
    Span(Architecture architecture, int first, int count, TensorMemory memory) {
        this(architecture, first, List.of(count), memory);
    }

    /// Several texts side by side, each from its own position 0 and blind to the others.
    ///
    /// @param lengths of the texts
    /// @param memory in which masks are made
    Span(Architecture architecture, List<Integer> lengths, TensorMemory memory) {
        this(architecture, 0, lengths, memory);
    }

    private Span(Architecture architecture, int first, List<Integer> lengths, TensorMemory memory) {
        this.first = first;
        this.count = lengths.stream().mapToInt(Integer::intValue).sum();
        this.lengths = lengths;
        this.memory = memory;
        architecture.rotary().ifPresent(rotary -> {
            int n = rotary.inverseFrequencies().length;
            float[] cos = new float[count * n];
            float[] sin = new float[count * n];
            int at = 0;
            for (int length : lengths) {
                float[] ofText = new float[length * n];
                float[] sinOfText = new float[length * n];
                rotary.angles(first, length, ofText, sinOfText);
                System.arraycopy(ofText, 0, cos, at, ofText.length);
                System.arraycopy(sinOfText, 0, sin, at, ofText.length);
                at += ofText.length;
            }
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
        return masks.computeIfAbsent(window, w -> AttentionMask.causal(first, lengths, w, memory));
    }
}
