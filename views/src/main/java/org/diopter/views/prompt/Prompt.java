package org.diopter.views.prompt;

import java.util.Optional;
import org.diopter.model.tokenizer.TokenSequence;

/// One of the prompts of a study. A value.
///
/// @param number tells it from the others of its study, whatever these are called
/// @param name for people
/// @param text as it is typed
/// @param tokens set by hand, which the text does not give; nothing where it does
public record Prompt(int number, String name, String text, Optional<TokenSequence> tokens) {
    /// Of no study yet.
    public static Prompt of(String text) {
        return new Prompt(0, "", text, Optional.empty());
    }

    Prompt named(String other) {
        return new Prompt(number, other, text, tokens);
    }

    /// The same with another text.
    ///
    /// @param otherTokens set by hand, if they are
    public Prompt with(String otherText, Optional<TokenSequence> otherTokens) {
        return new Prompt(number, name, otherText, otherTokens);
    }
}
