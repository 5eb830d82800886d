package org.diopter.engine.generate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.diopter.model.tokenizer.TokenSequence;

/// A prompt with what a model has written behind it so far: a value.
///
/// @param written the tokens after the prompt
/// @param end why it is finished, or nothing while it goes on
public record Writing(TokenSequence prompt, List<WrittenToken> written, Optional<End> end) {
    /// Why nothing more is written.
    public enum End {
        /// As many tokens as asked for are there.
        COUNT("count"),
        /// The model chose a special token, which marks the end of a text and is not written.
        END_OF_TEXT("end-of-text"),
        /// The text is as long as the model takes.
        CONTEXT("context");

        private final String text;

        End(String text) {
            this.text = text;
        }

        /// As JSON has it.
        public String text() {
            return text;
        }
    }

    public Writing {
        written = List.copyOf(written);
    }

    /// Prompt and what was written.
    public TokenSequence text() {
        int[] all = Arrays.copyOf(prompt.toArray(), prompt.length() + written.size());
        for (int i = 0; i < written.size(); i++) {
            all[prompt.length() + i] = written.get(i).id();
        }
        return TokenSequence.of(all);
    }
}
