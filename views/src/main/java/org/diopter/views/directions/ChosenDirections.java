package org.diopter.views.directions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.diopter.engine.edit.AblateDirections;
import org.diopter.engine.edit.DirectionChange;

/// Which directions of which layers are switched off, and how far.
///
/// @param byLayer the edit of each layer where any are
public record ChosenDirections(Map<Integer, AblateDirections> byLayer) {
    public static final ChosenDirections NONE = new ChosenDirections(Map.of());

    public ChosenDirections {
        byLayer = Map.copyOf(byLayer);
    }

    /// The edits, that of the lowest layer first.
    public List<AblateDirections> edits() {
        return List.copyOf(new TreeMap<>(byLayer).values());
    }

    public Optional<AblateDirections> edit(int layer) {
        return Optional.ofNullable(byLayer.get(layer));
    }

    /// Indices of a layer's directions, ascending.
    public List<Integer> at(int layer) {
        return edit(layer).map(AblateDirections::directions).orElse(List.of());
    }

    public boolean contains(int layer, int direction) {
        return at(layer).contains(direction);
    }

    /// What is done along a direction; nothing where it is not switched off.
    public Optional<DirectionChange> change(int layer, int direction) {
        return edit(layer).flatMap(edit -> edit.change(direction));
    }

    /// With another edit of its layer.
    public ChosenDirections with(AblateDirections edit) {
        Map<Integer, AblateDirections> all = new TreeMap<>(byLayer);
        all.put(edit.layer(), edit);
        return new ChosenDirections(all);
    }

    /// With none of a layer.
    public ChosenDirections without(int layer) {
        Map<Integer, AblateDirections> all = new TreeMap<>(byLayer);
        all.remove(layer);
        return new ChosenDirections(all);
    }
}
