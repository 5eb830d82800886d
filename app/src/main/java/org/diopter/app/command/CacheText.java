package org.diopter.app.command;

import java.util.List;
import java.util.Objects;
import org.diopter.engine.OpenModel;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.jspecify.annotations.Nullable;

/// What goes through the caches: a prompt, the first pieces of a text, or sequences of token ids.
///
/// @param input the prompt, or null
/// @param text the files, or null
/// @param length of a piece, in tokens; of the longest sequence of ids
/// @param sequences how many pieces
record CacheText(@Nullable Input input, @Nullable StudyText text, int length, int sequences) {
    CacheText {
        if ((input == null) == (text == null)) {
            throw new IllegalArgumentException("either a prompt or a text");
        }
    }

    /// @throws UnusableInputException if a file has changed or cannot be used, or is too short
    List<TokenSequence> read(OpenModel model) {
        if (input != null) {
            return List.of(input.sequence());
        }
        List<TokenSequence> pieces = Objects.requireNonNull(text).sequences(model, length).sequences();
        if (pieces.size() < sequences) {
            throw new UnusableInputException("D-305", "The text makes %d pieces of %d tokens; %d were asked for. Add text or take shorter pieces."
                    .formatted(pieces.size(), length, sequences));
        }
        return pieces.subList(0, sequences);
    }

    /// For a picture's provenance.
    FigureSource source() {
        return input != null ? FigureSource.ofTokens(input) : FigureSource.of(Objects.requireNonNull(text), length * sequences);
    }
}
