package org.diopter.engine.data;

import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.Encoding;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;

/// A prompt and one of its options as the model reads them.
///
/// Prompt and option are tokenised together, as a text that goes on; the option's tokens are those that stand for any of its characters, also one
/// that begins in the prompt.
///
/// @param tokens up to the option's last one
/// @param first position of the option's first token, at least 1
public record OptionTokens(TokenSequence tokens, int first) {

    /// Tokenises.
    ///
    /// @throws UnusableInputException if no token comes before the option, so that nothing predicts it
    public static OptionTokens of(Tokenizer tokenizer, String prompt, String option) {
        Encoding encoding = tokenizer.encode(prompt + option);
        int first = -1;
        int end = 0;
        for (int position = 0; position < encoding.tokens().length(); position++) {
            boolean ofOption = encoding.ends()[position] > prompt.length() && encoding.ends()[position] > encoding.starts()[position];
            if (ofOption) {
                first = first < 0 ? position : first;
                end = position + 1;
            }
        }
        if (first < 1) {
            throw new UnusableInputException("D-403", "The option ‘%.40s’ has no token before it that could predict it. Give the prompt a text."
                    .formatted(option));
        }
        return new OptionTokens(encoding.tokens().prefix(end), first);
    }
}
