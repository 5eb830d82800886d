package org.diopter.app.session;

import java.util.List;
import java.util.function.Consumer;
import org.diopter.model.UnusableInputException;
import org.diopter.views.edits.CardText;
import org.diopter.views.edits.LensUse;
import org.diopter.views.edits.StudyState;
import org.diopter.views.prompt.Prompt;

/// A study as its user made it, as text.
///
/// @param cards of the edit stack, in their order
public record SavedState(String prompt, LensUse lens, List<CardText> cards) {
    static final SavedState NONE = new SavedState("", LensUse.NONE, List.of());

    public SavedState {
        Limits.text("prompt", prompt, Limits.TEXT);
        Limits.text("mode of lenses", lens.mode(), Limits.NAME);
        Limits.text("name of a lens", lens.name(), Limits.NAME);
        Limits.path("lens", lens.source());
        Limits.text("sha256", lens.sha256(), Limits.NAME);
        Limits.count("cards", cards, Limits.CARDS);
        cards.forEach(card -> Limits.text("edit", card.edit(), Limits.TEXT));
        cards = List.copyOf(cards);
    }

    public static SavedState of(StudyState state) {
        return new SavedState(state.prompt().text(), state.lens(), CardText.of(state.cards()));
    }

    /// The study of which this is the text, its prompt that of none of the study's [prompts][SavedPrompts] yet. Not for the FX thread: an edit may name a file.
    ///
    /// @param lost hears of each edit that cannot be read, and is left out
    public StudyState state(Consumer<UnusableInputException> lost) {
        return new StudyState(Prompt.of(prompt), lens, CardText.cards(cards, lost));
    }
}
