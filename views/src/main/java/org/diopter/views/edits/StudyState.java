package org.diopter.views.edits;

import org.diopter.views.prompt.Prompt;

/// A study as its user makes it, apart from the model: what undo goes back to, what a snapshot keeps and a session file holds. A value.
///
/// @param prompt the chosen one; its text is token ids where the model has no tokenizer
/// @param lens through which the stream is read
/// @param cards of the edit stack
public record StudyState(Prompt prompt, LensUse lens, EditCards cards) {
    /// Nothing yet.
    public static final StudyState NONE = new StudyState(Prompt.of(""), LensUse.NONE, EditCards.NONE);

    public StudyState with(Prompt other) {
        return new StudyState(other, lens, cards);
    }

    public StudyState with(LensUse other) {
        return new StudyState(prompt, other, cards);
    }

    public StudyState with(EditCards other) {
        return new StudyState(prompt, lens, other);
    }
}
