package org.diopter.model.tokenizer;

import java.util.Optional;
import java.util.stream.Collectors;

/// A text as tokens, each with its place in the text.
///
/// @param tokens the ids, with the special tokens that the tokenizer adds by itself
/// @param starts per token, the index of its first `char` in the text (UTF-16, as `String.substring` counts)
/// @param ends per token, the index after its last `char`; equal to the start for a token that stands for no text
/// @param dropped the characters, in the order of the text, of which a byte has no token: the model does not see it. Empty for most vocabularies
@SuppressWarnings("ArrayRecordComponent")
public record Encoding(TokenSequence tokens, int[] starts, int[] ends, String dropped) {
    private static final int MOST_NAMED = 8;

    /// A text of which nothing is dropped.
    public Encoding(TokenSequence tokens, int[] starts, int[] ends) {
        this(tokens, starts, ends, "");
    }

    /// What is to be said of dropped characters, in one sentence.
    public Optional<String> warning() {
        int count = dropped.codePointCount(0, dropped.length());
        if (count == 0) {
            return Optional.empty();
        }
        String names = dropped.codePoints().limit(MOST_NAMED).mapToObj("U+%04X"::formatted).collect(Collectors.joining(", "));
        return Optional.of("The vocabulary lacks bytes of %d character%s (%s%s); the tokenizer drops them, so the model does not see them."
                .formatted(count, count == 1 ? "" : "s", names, count > MOST_NAMED ? ", …" : ""));
    }
}
