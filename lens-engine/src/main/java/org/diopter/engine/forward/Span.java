package org.diopter.engine.forward;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.diopter.engine.arch.Attention;
import org.diopter.engine.arch.Rotary;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.Tensor;
import org.diopter.engine.runtime.TensorMemory;

/// What blocks need to know of the positions that run: their angles for each rotation, and a mask for each window. Made once for a pass and shared by
/// its blocks.
///
/// Angles are those of a prompt that ends where the span ends. Where frequencies depend on the prompt's length ([Rotary]), the keys in the cache must
/// come from a prompt of such a length that they are the same; [ForwardPass] starts from position 0 where they are not.
final class Span {
    private final int first;
    private final int count;
    private final int firstAngle;
    private final List<Integer> lengths;
    private final IntFunction<FloatTensor> newMask;
    private final Map<Rotary, Angles> angles = new HashMap<>();
    private final Map<Integer, FloatTensor> masks = new HashMap<>();

    /// @param first the first position that runs; those before it are in the cache
    /// @param count how many run
    /// @param memory in which masks are made
    Span(int first, int count, TensorMemory memory) {
        this(first, first, List.of(count), window -> AttentionMask.causal(first, count, window, memory));
    }

    /// Several texts side by side, each from its own position 0 and blind to the others.
    ///
    /// @param lengths of the texts
    /// @param memory in which masks are made
    Span(List<Integer> lengths, TensorMemory memory) {
        this(0, 0, lengths, window -> AttentionMask.causal(0, lengths, window, memory));
    }

    /// Each of the first `count` positions by itself, after a pass over all of them whose keys and values are the past.
    static Span apart(int count, TensorMemory memory) {
        return new Span(0, count, List.of(count), window -> AttentionMask.apart(count, window, memory));
    }

    /// Some positions in a row, behind fewer keys than there are positions before them: each sees all of those.
    ///
    /// @param firstPosition the first position that runs
    /// @param known how many keys are known
    static Span behind(int firstPosition, int known, int count, TensorMemory memory) {
        return new Span(firstPosition, known, List.of(count), window -> AttentionMask.causal(known, count, known == firstPosition ? window : 0, memory));
    }

    /// @param firstAngle the position of the first row of each text
    /// @param first how many keys are in the cache
    /// @param lengths of the texts
    private Span(int firstAngle, int first, List<Integer> lengths, IntFunction<FloatTensor> newMask) {
        this.firstAngle = firstAngle;
        this.first = first;
        this.lengths = lengths;
        this.count = lengths.stream().mapToInt(Integer::intValue).sum();
        this.newMask = newMask;
    }

    /// cos and sin of the span's positions: [1, count, n], n pairs that turn.
    record Angles(FloatTensor cos, FloatTensor sin) {}

    int first() {
        return first;
    }

    int count() {
        return count;
    }

    Angles angles(Rotary rotary) {
        return angles.computeIfAbsent(rotary, this::computed);
    }

    private Angles computed(Rotary rotary) {
        int n = rotary.pairs();
        float[] cos = new float[count * n];
        float[] sin = new float[count * n];
        int at = 0;
        for (int length : lengths) {
            float[] cosOfText = new float[length * n];
            float[] sinOfText = new float[length * n];
            rotary.angles(firstAngle, length, cosOfText, sinOfText);
            System.arraycopy(cosOfText, 0, cos, at, cosOfText.length);
            System.arraycopy(sinOfText, 0, sin, at, sinOfText.length);
            at += cosOfText.length;
        }
        return new Angles(FloatTensor.of(cos, 1, count, n), FloatTensor.of(sin, 1, count, n));
    }

    /// What every block is given of a pass.
    ///
    /// @param inputs of the block's graph by name. Modified: what enters it, its mask, its angles, and what it remembers.
    void put(FloatTensor stream, Attention attention, KeyValues past, Map<String, Tensor> inputs) {
        inputs.put(ModelGraphs.STREAM, stream);
        inputs.put(ModelGraphs.MASK, mask(attention.window()));
        attention.rotary().map(this::angles).ifPresent(turned -> {
            inputs.put(ModelGraphs.COS, turned.cos());
            inputs.put(ModelGraphs.SIN, turned.sin());
        });
        inputs.put(ModelGraphs.PAST_KEYS, past.keys());
        inputs.put(ModelGraphs.PAST_VALUES, past.values());
    }

    FloatTensor mask(int window) {
        return masks.computeIfAbsent(window, newMask::apply);
    }
}
