package org.diopter.engine.lens;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Columns of an earlier trajectory that hold for a new one too, because the stream at their positions is the same and so is the next token.
///
/// @param from the earlier trajectory, read in the same way, or null
/// @param count how many columns at the start hold
public record KnownColumns(@Nullable Trajectory from, int count) {
    /// None.
    public static final KnownColumns NONE = new KnownColumns(null, 0);

    /// The columns of `earlier` that can be taken over into a reading of `layers` by `topK`, if the first `prefix` tokens are the same.
    ///
    /// The last of them is not among them: its next token has changed.
    public static KnownColumns of(Trajectory earlier, int prefix, int[] layers, int topK) {
        boolean alike = earlier.topK() == topK && Arrays.equals(earlier.layers(), layers);
        return alike && prefix > 1 ? new KnownColumns(earlier, prefix - 1) : NONE;
    }

    /// @param into cells of the same layers and top-k. Modified.
    /// @return the positions taken over
    BitSet copyInto(TrajectoryCells into) {
        BitSet copied = new BitSet();
        if (from == null) {
            return copied;
        }
        for (int position = 0; position < count; position++) {
            if (from.isKnown(position)) {
                from.copyColumn(position, into);
                copied.set(position);
            }
        }
        return copied;
    }

    /// Whether `ids` are followed in every column taken over; else those must be read again.
    public boolean follow(List<Integer> ids) {
        Trajectory earlier = from;
        if (earlier == null) {
            return true;
        }
        for (int position = 0; position < count; position++) {
            if (earlier.isKnown(position)) {
                int[] tracked = earlier.tracked(position);
                if (!ids.stream().allMatch(id -> Arrays.stream(tracked).anyMatch(t -> t == id))) {
                    return false;
                }
            }
        }
        return true;
    }
}
