package org.diopter.app.command;

import java.util.Arrays;
import java.util.List;
import org.diopter.model.tokenizer.TokenSequence;
import org.jspecify.annotations.Nullable;

/// What a model reads.
///
/// @param prompt the text, or null if ids were given
/// @param tokens the ids: what is computed depends on these alone
record Input(@Nullable String prompt, List<Integer> tokens) {
    Input {
        tokens = List.copyOf(tokens);
    }

    static Input of(@Nullable String prompt, TokenSequence tokens) {
        return new Input(prompt, Arrays.stream(tokens.toArray()).boxed().toList());
    }

    TokenSequence sequence() {
        return TokenSequence.of(tokens);
    }
}
