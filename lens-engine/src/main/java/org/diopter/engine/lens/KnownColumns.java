package org.diopter.engine.lens;

import java.util.Arrays;
import java.util.BitSet;
import org.diopter.model.tokenizer.TokenSequence;
import org.jspecify.annotations.Nullable;

/// Columns of an earlier trajectory that hold for a new one too, because the stream at their positions is the same and so is the next token.
///
/// @param from the earlier trajectory, or null
/// @param count how many columns at the start hold
public record KnownColumns(@Nullable Trajectory from, int count) {
    /// None.
    public static final KnownColumns NONE = new KnownColumns(null, 0);

    /// What of `earlier` holds for `tokens`, if the streams of common tokens are the same. Where they part, the last common column has another next
    /// token and does not hold.
    public static KnownColumns of(Trajectory earlier, TokenSequence tokens) {
        if (earlier.tokens().equals(tokens)) {
            return new KnownColumns(earlier, tokens.length());
        }
        int prefix = earlier.tokens().commonPrefix(tokens);
        return prefix > 1 ? new KnownColumns(earlier, prefix - 1) : NONE;
    }

    /// Takes over what was read in the way that is asked for now.
    ///
    /// @param into Modified.
    /// @return the positions taken over
    BitSet copyInto(ReadOut.Request request, int topK, TrajectoryCells into) {
        BitSet copied = new BitSet();
        Trajectory earlier = from;
        if (earlier == null || earlier.topK() != topK || !Arrays.equals(earlier.layers(), request.layers())) {
            return copied;
        }
        for (int position = 0; position < count; position++) {
            boolean answers = earlier.isKnown(position)
                    && earlier.tracks(position, request.tracked())
                    && (!request.ranked().get(position) || earlier.isRanked(position));
            if (answers) {
                earlier.copyColumn(position, into);
                copied.set(position);
            }
        }
        return copied;
    }
}
