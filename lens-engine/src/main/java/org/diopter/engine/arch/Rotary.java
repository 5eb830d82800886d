package org.diopter.engine.arch;

/// Rotary positions: components of a head turn in pairs, by an angle that grows with the position. The first 2n components turn, n the number of
/// frequencies; the rest of a head passes through.
///
/// With dynamic and long scalings the frequencies depend on the length of the prompt: all its positions, also those before the longest, turn by what
/// [Frequencies#at(int)] says for the whole length, as in transformers. Keys that were turned in a prompt of another length can be used on only if
/// [#alike(int, int)] says so.
///
/// @param frequencies radians a position, one a pair
/// @param amplitude what cos and sin are multiplied by: the attention factor of YaRN and LongRoPE, 1 elsewhere
/// @param interleaved whether component 2i is paired with 2i + 1 (GPT-J), or component i with i + n
public record Rotary(Frequencies frequencies, double amplitude, boolean interleaved) {
    /// n, how many pairs turn.
    public int pairs() {
        return frequencies.pairs();
    }

    /// Whether positions turn alike in prompts of two lengths.
    public boolean alike(int length, int otherLength) {
        return frequencies.at(length).equals(frequencies.at(otherLength));
    }

    /// cos and sin of the angles of the last positions of a prompt: [count, n] each, computed in double and rounded once.
    ///
    /// @param first the first of the positions; the prompt is `first + count` long
    /// @param cos Modified.
    /// @param sin Modified.
    public void angles(int first, int count, float[] cos, float[] sin) {
        double[] inverse = frequencies.at(first + count).stream().mapToDouble(Double::doubleValue).toArray();
        for (int position = 0; position < count; position++) {
            for (int i = 0; i < inverse.length; i++) {
                double angle = (first + position) * inverse[i];
                cos[position * inverse.length + i] = (float) (amplitude * Math.cos(angle));
                sin[position * inverse.length + i] = (float) (amplitude * Math.sin(angle));
            }
        }
    }
}
