package org.diopter.engine.forward;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.diopter.model.tokenizer.TokenSequence;

/// Several texts that run side by side as one: a product over many rows uses the processor better than many over few.
public record Pack(List<TokenSequence> texts) {
    public Pack {
        texts = List.copyOf(texts);
    }

    /// Puts texts into packs, in order.
    ///
    /// @param tokens what a pack holds at most, unless one text alone is longer
    public static List<Pack> of(List<TokenSequence> texts, int tokens) {
        List<Pack> packs = new ArrayList<>();
        List<TokenSequence> current = new ArrayList<>();
        int held = 0;
        for (TokenSequence text : texts) {
            if (!current.isEmpty() && held + text.length() > tokens) {
                packs.add(new Pack(current));
                current = new ArrayList<>();
                held = 0;
            }
            current.add(text);
            held += text.length();
        }
        if (!current.isEmpty()) {
            packs.add(new Pack(current));
        }
        return packs;
    }

    /// Tokens of all texts.
    public int tokens() {
        return texts.stream().mapToInt(TokenSequence::length).sum();
    }

    /// Where the last token of each text stands among the pack's tokens.
    public int[] lastRows() {
        int[] rows = lengths().stream().mapToInt(Integer::intValue).toArray();
        Arrays.parallelPrefix(rows, Integer::sum);
        return Arrays.stream(rows).map(end -> end - 1).toArray();
    }

    /// Tokens of each text.
    public List<Integer> lengths() {
        return texts.stream().map(TokenSequence::length).toList();
    }

    /// Where a token of the pack stands in its own text.
    int position(int row) {
        int position = row;
        for (int length : lengths()) {
            if (position < length) {
                return position;
            }
            position -= length;
        }
        throw new IndexOutOfBoundsException(row);
    }
}
