package org.diopter.views.directions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which directions of which layers are switched off.
///
/// @param byLayer indices, ascending; no layer without any
public record ChosenDirections(Map<Integer, List<Integer>> byLayer) {
    public static final ChosenDirections NONE = new ChosenDirections(Map.of());

    public ChosenDirections {
        Map<Integer, List<Integer>> sorted = new TreeMap<>();
        byLayer.forEach((layer, directions) -> {
            if (!directions.isEmpty()) {
                sorted.put(layer, directions.stream().distinct().sorted().toList());
            }
        });
        byLayer = Map.copyOf(sorted);
    }

    /// Those of a layer.
    public List<Integer> at(int layer) {
        return byLayer.getOrDefault(layer, List.of());
    }

    /// The layers with any, the lowest first.
    public List<Integer> layers() {
        return byLayer.keySet().stream().sorted().toList();
    }

    public boolean contains(int layer, int direction) {
        return at(layer).contains(direction);
    }

    /// With a range of one layer's directions switched one way.
    ///
    /// @param last at least `first`
    public ChosenDirections with(int layer, int first, int last, boolean off) {
        List<Integer> here = new ArrayList<>(at(layer));
        here.removeIf(direction -> direction >= first && direction <= last);
        for (int direction = first; off && direction <= last; direction++) {
            here.add(direction);
        }
        return at(layer, here);
    }

    /// With these of a layer, and none else there.
    public ChosenDirections at(int layer, List<Integer> directions) {
        Map<Integer, List<Integer>> all = new TreeMap<>(byLayer);
        all.put(layer, directions);
        return new ChosenDirections(all);
    }
}
