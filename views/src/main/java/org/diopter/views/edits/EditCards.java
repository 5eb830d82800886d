package org.diopter.views.edits;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.edit.Edit;
import org.diopter.engine.edit.EditStack;

/// The cards of the stack in the order in which their edits act, as a value: undo is the value before.
///
/// @param all cards of edits
/// @param policy the card of the cache policy, if there is one
/// @param next the number of the next card
public record EditCards(List<EditCard> all, Optional<PolicyCard> policy, int next) {
    /// What stands for the number of the policy's card: there is one at most.
    public static final int POLICY = -1;
    /// No cards.
    public static final EditCards NONE = new EditCards(List.of(), Optional.empty(), 0);

    public EditCards {
        all = List.copyOf(all);
    }

    /// The edits that act: of the cards that are not muted those on solo, or all if none is.
    public EditStack active() {
        return new EditStack(all.stream().filter(this::isActive).map(EditCard::edit).toList());
    }

    /// The edits that act, and the policy if it does.
    public Changes changes() {
        return new Changes(active(), policy.filter(this::isActive).map(PolicyCard::use).orElse(CacheUse.FULL));
    }

    /// Whether a card's edit acts.
    public boolean isActive(EditCard card) {
        return !card.muted() && (card.solo() || !hasSolo());
    }

    /// Whether the policy of a card acts.
    public boolean isActive(PolicyCard card) {
        return !card.muted() && (card.solo() || !hasSolo());
    }

    private boolean hasSolo() {
        return all.stream().anyMatch(card -> card.solo() && !card.muted()) || policy.filter(card -> card.solo() && !card.muted()).isPresent();
    }

    public boolean isEmpty() {
        return all.isEmpty() && policy.isEmpty();
    }

    /// Whether a number is that of a card in the stack.
    boolean has(int number) {
        return number == POLICY ? policy.isPresent() : card(number).isPresent();
    }

    /// The card with this number, while it is in the stack.
    public Optional<EditCard> card(int number) {
        return all.stream().filter(card -> card.number() == number).findFirst();
    }

    /// The place of a card, −1 if it is not in the stack.
    public int place(int number) {
        return all.stream().map(EditCard::number).toList().indexOf(number);
    }

    /// With a further edit at the end.
    EditCards with(Edit edit) {
        return inserted(all.size(), new EditCard(next, edit, false, false));
    }

    /// With the same edit again after a card.
    EditCards duplicated(int number) {
        return card(number).map(card -> inserted(place(number) + 1, new EditCard(next, card.edit(), card.muted(), false))).orElse(this);
    }

    private EditCards inserted(int place, EditCard card) {
        List<EditCard> more = new ArrayList<>(all);
        more.add(place, card);
        return new EditCards(more, policy, next + 1);
    }

    EditCards without(int number) {
        return new EditCards(all.stream().filter(card -> card.number() != number).toList(), number == POLICY ? Optional.empty() : policy, next);
    }

    /// With a card at another place; a place beyond the ends is the end.
    EditCards moved(int number, int to) {
        int from = place(number);
        if (from < 0) {
            return this;
        }
        List<EditCard> moved = new ArrayList<>(all);
        EditCard card = moved.remove(from);
        moved.add(Math.clamp(to, 0, moved.size()), card);
        return new EditCards(moved, policy, next);
    }

    EditCards changed(int number, UnaryOperator<EditCard> how) {
        return new EditCards(all.stream().map(card -> card.number() == number ? how.apply(card) : card).toList(), policy, next);
    }

    /// With a policy in the place of that before; its card keeps its switches.
    EditCards with(CacheUse use) {
        return new EditCards(all, Optional.of(policy.map(card -> card.with(use)).orElseGet(() -> new PolicyCard(use))), next);
    }

    EditCards policyChanged(UnaryOperator<PolicyCard> how) {
        return new EditCards(all, policy.map(how), next);
    }
}
