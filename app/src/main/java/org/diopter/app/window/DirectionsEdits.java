package org.diopter.app.window;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.diopter.engine.edit.AblateDirections;
import org.diopter.views.directions.ChosenDirections;
import org.diopter.views.directions.DirectionsModel;
import org.diopter.views.directions.LayerDirections;
import org.diopter.views.edits.EditCard;
import org.diopter.views.edits.EditStackModel;
import org.diopter.views.kit.Watch;

/// Keeps the switches of the directions view and the cards of the edit stack alike: what is switched off is a card a layer, and what becomes of the card, by
/// undo too, shows in the switches. Where the stack has several cards of a layer, the switches are those of the selected one, or of the one selected last; the
/// others are left as they are. FX thread only.
final class DirectionsEdits {
    private final DirectionsModel model;
    private final EditStackModel stack;
    /// The card of each layer that the switches stand for.
    private final Map<Integer, Integer> current = new HashMap<>();
    private boolean following;

    DirectionsEdits(DirectionsModel model, EditStackModel stack) {
        this.model = model;
        this.stack = stack;
        Watch.all(this::write, model.chosen());
        Watch.all(this::removeAll, model.edits());
        Watch.all(this::read, stack.cards(), model.known());
        model.adjusting().subscribe(adjusting -> {
            if (!adjusting) {
                stack.settle();
            }
        });
        stack.selected().subscribe((_, number) -> lookAt(Optional.ofNullable(number).flatMap(stack.cards().get()::card)));
    }

    /// Brings the stack to what is switched off.
    private void write() {
        if (following) {
            return;
        }
        following = true;
        Map<Integer, EditCard> cards = shownCards();
        Set<Integer> layers = new TreeSet<>(cards.keySet());
        layers.addAll(model.chosen().get().byLayer().keySet());
        for (int layer : layers) {
            write(Optional.ofNullable(cards.get(layer)), model.chosen().get().edit(layer));
        }
        following = false;
        read();
    }

    private void write(Optional<EditCard> card, Optional<AblateDirections> wanted) {
        if (card.isEmpty()) {
            wanted.ifPresent(this::add);
        } else if (wanted.isEmpty()) {
            stack.remove(card.get().number());
        } else if (!wanted.get().equals(card.get().edit())) {
            change(card.get().number(), wanted.get());
        }
    }

    private void add(AblateDirections edit) {
        if (model.adjusting().get()) {
            stack.begin(edit);
        } else {
            stack.add(edit);
        }
    }

    private void change(int number, AblateDirections edit) {
        if (model.adjusting().get()) {
            stack.amend(number, edit);
        } else {
            stack.replace(number, edit);
        }
    }

    /// The view takes all edits of directions that it knows away.
    private void removeAll() {
        if (!following && model.edits().get().isEmpty()) {
            following = true;
            stack.remove(stack.cards().get().all().stream().filter(this::isShown).map(EditCard::number).toList());
            following = false;
            read();
        }
    }

    /// Brings the switches to what the stack says.
    private void read() {
        if (following) {
            return;
        }
        following = true;
        Map<Integer, EditCard> cards = shownCards();
        Map<Integer, AblateDirections> chosen = new HashMap<>();
        cards.forEach((layer, card) -> {
            current.put(layer, card.number());
            chosen.put(layer, (AblateDirections) card.edit());
        });
        List<AblateDirections> shown = new ArrayList<>();
        List<AblateDirections> others = new ArrayList<>();
        for (EditCard card : stack.cards().get().all()) {
            if (card.edit() instanceof AblateDirections edit) {
                if (isShown(card)) {
                    shown.add(edit);
                }
                if (!card.equals(cards.get(edit.layer()))) {
                    others.add(edit);
                }
            }
        }
        model.chosen().set(new ChosenDirections(chosen));
        model.edits().set(shown);
        model.others().set(others);
        following = false;
    }

    /// The card of each layer that the switches stand for: the selected one, else the one before, else the first.
    private Map<Integer, EditCard> shownCards() {
        Map<Integer, EditCard> cards = new HashMap<>();
        for (EditCard card : stack.cards().get().all()) {
            if (isShown(card)) {
                cards.merge(((AblateDirections) card.edit()).layer(), card, (first, other) -> rank(other) > rank(first) ? other : first);
            }
        }
        return cards;
    }

    private int rank(EditCard card) {
        boolean isSelected = Integer.valueOf(card.number()).equals(stack.selected().get());
        return isSelected ? 2 : Integer.valueOf(card.number()).equals(current.get(((AblateDirections) card.edit()).layer())) ? 1 : 0;
    }

    /// Whether a card switches off directions that the view knows.
    private boolean isShown(EditCard card) {
        if (!(card.edit() instanceof AblateDirections edit)) {
            return false;
        }
        LayerDirections known = model.known().get().get(edit.layer());
        return known != null && known.found().reference().equals(edit.basis());
    }

    private void lookAt(Optional<EditCard> card) {
        if (!following) {
            card.filter(this::isShown).ifPresent(shown -> model.layer().set(((AblateDirections) shown.edit()).layer()));
            read();
        }
    }
}
