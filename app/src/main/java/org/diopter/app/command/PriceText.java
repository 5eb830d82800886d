package org.diopter.app.command;

import java.util.List;
import org.diopter.engine.OpenModel;
import org.diopter.model.tokenizer.TokenSequence;

/// The text on which the price of an edit is measured.
///
/// @param tokens how many of its first tokens are read at most
record PriceText(StudyText text, int tokens) {
    PriceText {
        if (tokens < 2) {
            throw new IllegalArgumentException(tokens + " tokens of a text");
        }
    }

    /// The sequences for a model, cut off where there are enough.
    List<TokenSequence> sequences(OpenModel model) {
        return text.sequences(model, model.directions().sequenceLength()).first(tokens);
    }
}
