package org.diopter.engine.lens;

/// An affine map of the stream at one layer, applied before the final norm: t = h + W h + b. With W = 0 and b = 0 it changes nothing.
///
/// Source: arXiv 2303.08112 §3 in the residual form of the official code, where A = I + W.
///
/// @param width d
/// @param weight W, [d, d] row by row; row = output
/// @param bias b, [d]
@SuppressWarnings("ArrayRecordComponent") // Equality is never asked of a translator; its lens's hash says it all.
public record Translator(int width, float[] weight, float[] bias) {
    /// @throws IllegalArgumentException if the arrays do not have these shapes
    public Translator {
        if (weight.length != width * width || bias.length != width) {
            throw new IllegalArgumentException("a translator of width %d with %d weights and %d biases".formatted(width, weight.length, bias.length));
        }
    }

    /// The one that changes nothing.
    public static Translator identity(int width) {
        return new Translator(width, new float[width * width], new float[width]);
    }
}
