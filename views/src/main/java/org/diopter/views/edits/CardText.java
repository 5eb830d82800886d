package org.diopter.views.edits;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.diopter.engine.edit.Edit;
import org.diopter.engine.edit.EditStack;
import org.diopter.model.UnusableInputException;

/// A card of the stack as text, as session files keep it.
///
/// @param edit as the command line writes it: `rank:block=3,matrix=mlp.down,rho=0.1`
public record CardText(String edit, boolean muted, boolean solo) {
    /// The cards in their order.
    public static List<CardText> of(EditCards cards) {
        return cards.all().stream().map(card -> new CardText(card.edit().text(), card.muted(), card.solo())).toList();
    }

    /// The cards of which these are the text. Not for the FX thread: an edit may name a file.
    ///
    /// @param lost hears of each card that cannot be read, and is left out
    public static EditCards cards(List<CardText> texts, Consumer<UnusableInputException> lost) {
        List<EditCard> cards = new ArrayList<>();
        for (CardText text : texts) {
            try {
                for (Edit edit : EditStack.parse(List.of(text.edit())).edits()) {
                    cards.add(new EditCard(cards.size(), edit, text.muted(), text.solo()));
                }
            } catch (UnusableInputException problem) {
                lost.accept(problem);
            }
        }
        return new EditCards(cards, cards.size());
    }
}
