package org.diopter.model.tokenizer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Token ids in order: a value, never changed after it is made. Positions count from 0.
public final class TokenSequence {
    private final int[] ids;

    private TokenSequence(int[] ids) {
        this.ids = ids;
    }

    /// A sequence of these ids.
    ///
    /// @param ids copied
    public static TokenSequence of(int... ids) {
        return new TokenSequence(ids.clone());
    }

    /// The same of ids in a list.
    public static TokenSequence of(List<Integer> ids) {
        return new TokenSequence(ids.stream().mapToInt(Integer::intValue).toArray());
    }

    public int length() {
        return ids.length;
    }

    /// The id at a position.
    public int id(int position) {
        return ids[position];
    }

    /// A copy of all ids.
    public int[] toArray() {
        return ids.clone();
    }

    /// The first `length` tokens.
    public TokenSequence prefix(int length) {
        return new TokenSequence(Arrays.copyOf(ids, length));
    }

    /// These tokens and one more behind them.
    public TokenSequence with(int id) {
        int[] longer = Arrays.copyOf(ids, ids.length + 1);
        longer[ids.length] = id;
        return new TokenSequence(longer);
    }

    /// How many tokens at the start are the same in both.
    public int commonPrefix(TokenSequence other) {
        int mismatch = Arrays.mismatch(ids, other.ids);
        return mismatch < 0 ? ids.length : mismatch;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenSequence that && Arrays.equals(ids, that.ids);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids);
    }

    /// The ids as the command line writes them: `302,692,266`.
    @Override
    public String toString() {
        return Arrays.stream(ids).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }
}
