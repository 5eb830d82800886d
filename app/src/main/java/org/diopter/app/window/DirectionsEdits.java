package org.diopter.app.window;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diopter.engine.edit.AblateDirections;
import org.diopter.views.directions.AblationSettings;
import org.diopter.views.directions.ChosenDirections;
import org.diopter.views.directions.DirectionsModel;
import org.diopter.views.directions.LayerDirections;
import org.diopter.views.edits.EditCard;
import org.diopter.views.edits.EditStackModel;
import org.diopter.views.kit.Watch;

/// Keeps the switches of the directions view and the cards of the edit stack alike: what is switched off is a card a layer, and what becomes of the card, by
/// undo too, shows in the switches. FX thread only.
final class DirectionsEdits {
    private final DirectionsModel model;
    private final EditStackModel stack;
    private boolean following;

    DirectionsEdits(DirectionsModel model, EditStackModel stack) {
        this.model = model;
        this.stack = stack;
        Watch.all(this::write, model.chosen(), model.settings());
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
        Map<Integer, AblateDirections> wanted = new HashMap<>();
        model.edits().forEach(edit -> wanted.put(edit.layer(), edit));
        for (EditCard card : stack.cards().get().all()) {
            if (isShown(card)) {
                AblateDirections edit = wanted.remove(((AblateDirections) card.edit()).layer());
                if (edit == null) {
                    stack.remove(card.number());
                } else if (!edit.equals(card.edit())) {
                    change(card.number(), edit);
                }
            }
        }
        wanted.values().forEach(stack::add);
        following = false;
    }

    private void change(int number, AblateDirections edit) {
        if (model.adjusting().get()) {
            stack.amend(number, edit);
        } else {
            stack.replace(number, edit);
        }
    }

    /// Brings the switches to what the stack says.
    private void read() {
        if (following) {
            return;
        }
        following = true;
        Map<Integer, List<Integer>> off = new HashMap<>();
        for (EditCard card : stack.cards().get().all()) {
            if (isShown(card)) {
                AblateDirections edit = (AblateDirections) card.edit();
                off.put(edit.layer(), edit.directions());
                model.settings().set(new AblationSettings(edit.mode(), edit.at(), edit.strength().doubleValue(), edit.steer().doubleValue()));
            }
        }
        model.chosen().set(new ChosenDirections(off));
        following = false;
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
        card.filter(this::isShown).ifPresent(shown -> model.layer().set(((AblateDirections) shown.edit()).layer()));
    }
}
