package org.diopter.engine.arch;

import java.util.List;
import java.util.Optional;

/// Some outputs of a matrix (rows of a weight stored [out, in], columns of one stored [in, out]): runs of neighbours at equal distances.
///
/// @param first the first output
/// @param length of one run
/// @param stride from the start of one run to that of the next
/// @param runs how many
public record Outputs(long first, long length, long stride, int runs) {
    /// Neighbours in one run.
    static Outputs run(long first, long length) {
        return new Outputs(first, length, length, 1);
    }

    /// All of a matrix.
    static Outputs all(Linear linear) {
        return run(0, linear.outputs());
    }

    /// Outputs that are listed one by one.
    ///
    /// @param outputs not empty
    /// @return nothing if they are no runs of one length at equal distances
    public static Optional<Outputs> of(List<Integer> outputs) {
        int first = outputs.getFirst();
        int length = 1;
        while (length < outputs.size() && outputs.get(length) == first + length) {
            length++;
        }
        int runs = outputs.size() / length;
        Outputs found = new Outputs(first, length, runs > 1 ? outputs.get(length) - first : length, runs);
        for (int i = 0; i < outputs.size(); i++) {
            if (found.index(i) != outputs.get(i)) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    /// How many outputs these are.
    public long count() {
        return length * runs;
    }

    /// Which output of the stored matrix is the `i`th of these.
    public long index(long i) {
        return first + i / length * stride + i % length;
    }
}
