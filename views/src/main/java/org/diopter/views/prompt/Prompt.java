package org.diopter.views.prompt;

import java.util.Optional;
import org.diopter.model.tokenizer.TokenSequence;

/// One of the prompts of a study.
///
/// @param name for people
/// @param text as it is typed
/// @param tokens set by hand, which the text does not give; nothing where it does
public record Prompt(String name, String text, Optional<TokenSequence> tokens) {
    Prompt named(String other) {
        return new Prompt(other, text, tokens);
    }

    Prompt with(String otherText, Optional<TokenSequence> otherTokens) {
        return new Prompt(name, otherText, otherTokens);
    }
}
