package org.diopter.engine.arch;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/// Rotary positions, half-split: component i is paired with component i + n of a head, n the number of frequencies.
///
/// Frequencies follow transformers' `modeling_rope_utils.py`; angles are computed in double and rounded once.
///
/// @param inverseFrequencies radians a position, one a pair
@SuppressWarnings("ArrayRecordComponent")
public record Rotary(double[] inverseFrequencies) {

    /// Plain frequencies θ^(−2i/r).
    ///
    /// @param dimensions r, how many components of a head are rotated
    public static Rotary plain(double theta, int dimensions) {
        return new Rotary(IntStream.range(0, dimensions / 2)
                .mapToDouble(i -> Math.pow(theta, -2.0 * i / dimensions))
                .toArray());
    }

    /// All frequencies divided by a factor (`rope_type` linear).
    public Rotary linear(double factor) {
        return mapped(frequency -> frequency / factor);
    }

    /// Long waves divided by a factor, short ones kept, a ramp between (`rope_type` llama3).
    ///
    /// @param originalContext the context length before scaling
    public Rotary llama3(double factor, double lowFactor, double highFactor, double originalContext) {
        return mapped(frequency -> {
            double wave = 2 * Math.PI / frequency;
            if (wave > originalContext / lowFactor) {
                return frequency / factor;
            }
            if (wave < originalContext / highFactor) {
                return frequency;
            }
            double smooth = (originalContext / wave - lowFactor) / (highFactor - lowFactor);
            return (1 - smooth) * frequency / factor + smooth * frequency;
        });
    }

    private Rotary mapped(DoubleUnaryOperator change) {
        return new Rotary(Arrays.stream(inverseFrequencies).map(change).toArray());
    }

    /// cos and sin of the angles of some positions: [count, n] each.
    ///
    /// @param first the first position
    /// @param cos Modified.
    /// @param sin Modified.
    public void angles(int first, int count, float[] cos, float[] sin) {
        int n = inverseFrequencies.length;
        for (int position = 0; position < count; position++) {
            for (int i = 0; i < n; i++) {
                double angle = (first + position) * inverseFrequencies[i];
                cos[position * n + i] = (float) Math.cos(angle);
                sin[position * n + i] = (float) Math.sin(angle);
            }
        }
    }
}
