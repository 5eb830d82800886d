package org.diopter.views.figure;

import java.util.ArrayList;
import java.util.List;
import org.diopter.engine.Study;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.H2oEvaluation;
import org.diopter.engine.edit.Edit;
import org.diopter.engine.edit.EditStack;

/// Where edits can change a trajectory: at each edit's first layer and above, from its first position on (UI guide §4.2).
///
/// @param places where each edit begins, in the order of the stack; none where nothing is edited
public record CausalCone(List<Place> places) {
    /// Of no edits.
    public static final CausalCone NONE = new CausalCone(List.of());

    private static final int NOWHERE = Integer.MAX_VALUE;

    public CausalCone {
        places = List.copyOf(places);
    }

    /// Where an edit begins.
    ///
    /// @param layer the first that it can change
    /// @param position the first that it can change; that behind the last if it changes none
    public record Place(int layer, int position) {}

    /// Of edits of a text.
    ///
    /// @param positions how many the text has
    public static CausalCone of(EditStack edits, int positions) {
        return new CausalCone(edits.edits().stream().map(edit -> new Place(edit.firstLayer(), edit.firstPosition(positions))).toList());
    }

    /// Of what a study changes in the model and keeps from the cache, compared with the model as it is.
    public static CausalCone of(Study study) {
        int positions = study.tokens().length();
        return of(study.edits(), positions).with(study.cache(), positions);
    }

    /// Where what two studies change can make these differ: above and right of the first edit that they do not share, and, if their caches are not used alike,
    /// from the first query on that either of them keeps from a key. Empty where something else makes them differ.
    public static CausalCone between(Study a, Study b) {
        if (!new Study(a.model(), a.tokens(), a.lens(), b.edits(), b.cache()).equals(b)) {
            return NONE;
        }
        List<Edit> first = a.edits().changing().edits();
        List<Edit> second = b.edits().changing().edits();
        int shared = 0;
        while (shared < Math.min(first.size(), second.size()) && first.get(shared).equals(second.get(shared))) {
            shared++;
        }
        List<Edit> own = new ArrayList<>(first.subList(shared, first.size()));
        own.addAll(second.subList(shared, second.size()));
        int positions = b.tokens().length();
        CausalCone edited = of(new EditStack(own), positions);
        return a.cache().equals(b.cache()) ? edited.under(b.cache()) : edited.with(a.cache(), positions).with(b.cache(), positions);
    }

    /// With a cache policy, which can change every block: from the first query on that sees fewer keys than there are.
    ///
    /// @param positions how many the text has
    public CausalCone with(CacheUse use, int positions) {
        if (use.isFull()) {
            return this;
        }
        int first = use.policy() instanceof H2oEvaluation ? 0 : Math.max(use.policy().leastBudget(positions) + 1, use.timing().prompt());
        List<Place> all = new ArrayList<>(places);
        all.add(new Place(1, Math.min(first, positions)));
        return new CausalCone(all);
    }

    /// Of edits that both runs have a policy beside. One that foresees lets a position's change act on those before it, in the block above.
    public CausalCone under(CacheUse use) {
        if (!(use.policy() instanceof H2oEvaluation)) {
            return this;
        }
        List<Place> all = new ArrayList<>(places);
        places.forEach(place -> all.add(new Place(place.layer() + 1, 0)));
        return new CausalCone(all);
    }

    public boolean isEmpty() {
        return places.isEmpty();
    }

    /// Whether the edits can change a cell.
    public boolean contains(int layer, int position) {
        return layer >= firstLayer(position);
    }

    /// The first layer that the edits can change at a position; more than any layer where they change none.
    int firstLayer(int position) {
        return places.stream().filter(place -> place.position() <= position).mapToInt(Place::layer).min().orElse(NOWHERE);
    }
}
