package org.diopter.views.edits;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.edit.Edit;
import org.diopter.engine.edit.EditStack;
import org.jspecify.annotations.Nullable;

/// The edit stack as all views share it: the cards of the study as it is, and which of them is selected.
///
/// Every method that changes the stack is one step of undo. [#amend] is for sliders: what it does to one card is one step until [#settle], or until anything
/// else changes.
public final class EditStackModel {
    private final ReadOnlyObjectWrapper<EditCards> cards = new ReadOnlyObjectWrapper<>(EditCards.NONE);
    private final ReadOnlyObjectWrapper<EditStack> active = new ReadOnlyObjectWrapper<>(EditStack.NONE);
    private final ReadOnlyObjectWrapper<Changes> changes = new ReadOnlyObjectWrapper<>(Changes.NONE);
    private final ObjectProperty<@Nullable Integer> selected = new SimpleObjectProperty<>();
    private final StudyHistory history;

    /// With a history of its own.
    public EditStackModel() {
        this(new StudyHistory());
    }

    /// @param history whose cards are shown, and which hears of each change
    public EditStackModel(StudyHistory history) {
        this.history = history;
        history.now().subscribe(state -> set(state.cards()));
    }

    /// The steps of the study that the stack belongs to.
    public StudyHistory history() {
        return history;
    }

    /// The cards, in the order in which their edits act.
    public ReadOnlyObjectProperty<EditCards> cards() {
        return cards.getReadOnlyProperty();
    }

    /// The edits that act.
    public ReadOnlyObjectProperty<EditStack> active() {
        return active.getReadOnlyProperty();
    }

    /// The edits that act, and the policy if it does.
    public ReadOnlyObjectProperty<Changes> changes() {
        return changes.getReadOnlyProperty();
    }

    /// The number of the selected card, [EditCards#POLICY] for the policy's; null if none is.
    public ObjectProperty<@Nullable Integer> selected() {
        return selected;
    }

    /// The selected edit's card, if there is one.
    public Optional<EditCard> selectedCard() {
        return Optional.ofNullable(selected.get()).flatMap(cards.get()::card);
    }

    /// Adds an edit at the end and selects it.
    ///
    /// @return the number of its card
    public int add(Edit edit) {
        int number = cards.get().next();
        step(cards.get().with(edit));
        selected.set(number);
        return number;
    }

    /// Adds an edit in the course of something, as of a slider that is dragged, and selects it: one step together with the amendments of its card that follow.
    public void begin(Edit edit) {
        int number = cards.get().next();
        amend(number, cards.get().with(edit));
        selected.set(number);
    }

    /// Puts another edit in the place of a card's.
    public void replace(int number, Edit edit) {
        step(cards.get().changed(number, card -> card.with(edit)));
    }

    /// The same while a slider or a field is being dragged: one step together with the amendments of this card before it.
    public void amend(int number, Edit edit) {
        amend(number, cards.get().changed(number, card -> card.with(edit)));
    }

    private void amend(int number, EditCards changed) {
        history.change(history.now().get().with(changed), number);
    }

    /// The drag is over: a later amendment is a step of its own.
    public void settle() {
        history.settle();
    }

    /// Lets the model run under a policy, and selects its card.
    public void use(CacheUse policy) {
        step(cards.get().with(policy));
        selected.set(EditCards.POLICY);
    }

    /// Another policy in the place of that in the stack while its settings are being changed: one step together with the changes before it.
    public void amend(CacheUse policy) {
        amend(EditCards.POLICY, cards.get().with(policy));
    }

    /// Leaves a card out, or lets it act again.
    public void toggleMuted(int number) {
        step(number == EditCards.POLICY
                ? cards.get().policyChanged(card -> card.muted(!card.muted()))
                : cards.get().changed(number, card -> card.muted(!card.muted())));
    }

    /// Lets only this card and others on solo act, or no longer.
    public void toggleSolo(int number) {
        step(number == EditCards.POLICY
                ? cards.get().policyChanged(card -> card.solo(!card.solo()))
                : cards.get().changed(number, card -> card.solo(!card.solo())));
    }

    /// Adds the same edit after a card, and selects it.
    public void duplicate(int number) {
        int copy = cards.get().next();
        if (step(cards.get().duplicated(number))) {
            selected.set(copy);
        }
    }

    /// Takes a card away; the one that comes to stand in its place is selected.
    public void remove(int number) {
        int place = cards.get().place(number);
        if (step(cards.get().without(number))) {
            List<EditCard> left = cards.get().all();
            selected.set(place < 0 || left.isEmpty() ? null : left.get(Math.min(place, left.size() - 1)).number());
        }
    }

    /// Takes some cards away, in one step.
    public void remove(List<Integer> numbers) {
        EditCards left = cards.get();
        for (int number : numbers) {
            left = left.without(number);
        }
        step(left);
    }

    /// Takes all cards away.
    public void clear() {
        step(new EditCards(List.of(), Optional.empty(), cards.get().next()));
    }

    /// Brings a card to a place; beyond the ends, to the end.
    public void move(int number, int place) {
        step(cards.get().moved(number, place));
    }

    /// Takes the last step back.
    public void undo() {
        history.undo();
    }

    /// Does again what was undone last.
    public void redo() {
        history.redo();
    }

    public ReadOnlyBooleanProperty undoable() {
        return history.undoable();
    }

    public ReadOnlyBooleanProperty redoable() {
        return history.redoable();
    }

    /// @return whether anything changed
    private boolean step(EditCards changed) {
        return history.change(history.now().get().with(changed));
    }

    /// The selection goes with its card.
    private void set(EditCards changed) {
        cards.set(changed);
        Integer number = selected.get();
        if (number != null && !changed.has(number)) {
            selected.set(null);
        }
        active.set(changed.active());
        changes.set(changed.changes());
    }

    /// Changes a card's edit in one step.
    void change(int number, UnaryOperator<Edit> how) {
        cards.get().card(number).ifPresent(card -> replace(number, how.apply(card.edit())));
    }
}
