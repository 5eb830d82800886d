package org.diopter.views.directions;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.diopter.engine.causal.BasisReference;
import org.diopter.engine.causal.RemovalEffect;
import org.diopter.engine.edit.AblateDirections;
import org.diopter.engine.edit.DirectionChange;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// What the directions view shows: bases by layer, which of their directions are switched off and how, and the one that is looked at.
public final class DirectionsModel {
    private final IntegerProperty last = new SimpleIntegerProperty(-1);
    private final IntegerProperty layer = new SimpleIntegerProperty();
    private final ObjectProperty<Map<Integer, LayerDirections>> known = new SimpleObjectProperty<>(Map.of());
    private final ObjectProperty<ChosenDirections> chosen = new SimpleObjectProperty<>(ChosenDirections.NONE);
    private final ObjectProperty<List<AblateDirections>> edits = new SimpleObjectProperty<>(List.of());
    private final ObjectProperty<List<AblateDirections>> others = new SimpleObjectProperty<>(List.of());
    private final ObjectProperty<AblationSettings> usual = new SimpleObjectProperty<>(AblationSettings.INITIAL);
    private final ReadOnlyObjectWrapper<AblationSettings> settings = new ReadOnlyObjectWrapper<>(AblationSettings.INITIAL);
    private final Map<Place, DirectionChange> before = new HashMap<>();
    private final BooleanProperty adjusting = new SimpleBooleanProperty();
    private final IntegerProperty selected = new SimpleIntegerProperty();
    private final ObjectProperty<@Nullable RemovalEffect> removal = new SimpleObjectProperty<>();
    private final ObjectProperty<ExtremeTexts> extremes = new SimpleObjectProperty<>(ExtremeTexts.NONE);
    private final ObjectProperty<@Nullable PromptEffect> effect = new SimpleObjectProperty<>();
    private final ObjectProperty<ExtractForm> form = new SimpleObjectProperty<>(ExtractForm.INITIAL);
    private final ObjectProperty<SearchPhase> search = new SimpleObjectProperty<>(SearchPhase.IDLE);
    private final ObjectProperty<@Nullable MeasuredAlignment> alignment = new SimpleObjectProperty<>();
    private final ObjectProperty<AlignmentPhase> aligning = new SimpleObjectProperty<>(AlignmentPhase.IDLE);
    private final BooleanProperty asTable = new SimpleBooleanProperty();

    public DirectionsModel() {
        Watch.all(() -> shown().ifPresent(here -> selected.set(Math.clamp(selected.get(), 0, here.count() - 1))), layer, known);
        Watch.all(() -> settings.set(chosen.get().edit(layer.get()).map(AblationSettings::of).orElse(usual.get())), chosen, layer, usual);
    }

    /// A direction of a basis.
    private record Place(BasisReference basis, int direction) {}

    /// L of the open model; −1 without one.
    public IntegerProperty last() {
        return last;
    }

    /// The layer that is looked at.
    public IntegerProperty layer() {
        return layer;
    }

    /// What is known, by layer.
    public ObjectProperty<Map<Integer, LayerDirections>> known() {
        return known;
    }

    /// Which directions are switched off, and how far: one edit a layer, the one that is looked at where the stack has several.
    public ObjectProperty<ChosenDirections> chosen() {
        return chosen;
    }

    /// All edits of known directions that the stack has, in its order. To set it to none takes them all away.
    public ObjectProperty<List<AblateDirections>> edits() {
        return edits;
    }

    /// Edits of directions in the stack that are not looked at: further ones of a layer, and those of other bases.
    public ObjectProperty<List<AblateDirections>> others() {
        return others;
    }

    /// How directions of the shown layer are switched off.
    public ReadOnlyObjectProperty<AblationSettings> settings() {
        return settings.getReadOnlyProperty();
    }

    /// Switches directions of the shown layer, and of layers to come, off in another way.
    void setUp(AblationSettings how) {
        usual.set(how);
        chosen.get().edit(layer.get()).ifPresent(edit ->
                chosen.set(chosen.get().with(new AblateDirections(edit.layer(), edit.basis(), edit.changes(), how.mode(), how.at()))));
    }

    /// Whether a slider is being dragged: all of it is one step.
    public BooleanProperty adjusting() {
        return adjusting;
    }

    /// The direction that is looked at, of the layer that is.
    public IntegerProperty selected() {
        return selected;
    }

    /// What removing the selected direction does to the prompt; null while it is not known.
    public ObjectProperty<@Nullable RemovalEffect> removal() {
        return removal;
    }

    /// Where the text has most of the selected direction and most of its opposite, as far as it has been read.
    public ObjectProperty<ExtremeTexts> extremes() {
        return extremes;
    }

    /// What the chosen directions do to the prompt; null where none is chosen or it is not known yet.
    public ObjectProperty<@Nullable PromptEffect> effect() {
        return effect;
    }

    /// What is searched for next.
    public ObjectProperty<ExtractForm> form() {
        return form;
    }

    public ObjectProperty<SearchPhase> search() {
        return search;
    }

    /// The alignment of the lens with the model; null while it is not measured.
    public ObjectProperty<@Nullable MeasuredAlignment> alignment() {
        return alignment;
    }

    /// Where its measurement is.
    public ObjectProperty<AlignmentPhase> aligning() {
        return aligning;
    }

    public BooleanProperty asTable() {
        return asTable;
    }

    /// What is known of the layer that is looked at.
    public Optional<LayerDirections> shown() {
        return Optional.ofNullable(known.get().get(layer.get()));
    }

    /// Switches a range of a layer's directions one way. One that is switched off again is changed as it was before.
    ///
    /// @param end at least `first`
    public void choose(int at, int first, int end, boolean off) {
        Map<Integer, DirectionChange> changes = changes(at);
        for (int direction = first; direction <= end; direction++) {
            if (off) {
                changes.putIfAbsent(direction, remembered(at, direction));
            } else {
                DirectionChange last = changes.remove(direction);
                if (last != null) {
                    place(at, direction).ifPresent(there -> before.put(there, last));
                }
            }
        }
        choose(at, changes);
    }

    /// Changes the stream of the shown layer along one direction in another way; what is not switched off yet is switched off.
    void change(DirectionChange change) {
        Map<Integer, DirectionChange> changes = changes(layer.get());
        changes.put(change.direction(), change);
        choose(layer.get(), changes);
    }

    /// Changes the stream along all directions of the shown layer that are switched off as along the selected one.
    void makeAlike() {
        chosen.get().change(layer.get(), selected.get()).ifPresent(like -> {
            Map<Integer, DirectionChange> changes = changes(layer.get());
            changes.replaceAll((direction, _) -> like.of(direction));
            choose(layer.get(), changes);
        });
    }

    /// Switches the selected direction of the shown layer off, and no other there.
    void chooseOnly() {
        int direction = selected.get();
        choose(layer.get(), Map.of(direction, chosen.get().change(layer.get(), direction).orElseGet(() -> remembered(layer.get(), direction))));
    }

    private Map<Integer, DirectionChange> changes(int at) {
        Map<Integer, DirectionChange> changes = new TreeMap<>();
        chosen.get().edit(at).ifPresent(edit -> edit.changes().forEach(change -> changes.put(change.direction(), change)));
        return changes;
    }

    private DirectionChange remembered(int at, int direction) {
        DirectionChange ablated = DirectionChange.ablated(direction);
        return place(at, direction).map(there -> before.getOrDefault(there, ablated)).orElse(ablated);
    }

    private Optional<Place> place(int at, int direction) {
        return Optional.ofNullable(known.get().get(at)).map(there -> new Place(there.found().reference(), direction));
    }

    private void choose(int at, Map<Integer, DirectionChange> changes) {
        LayerDirections there = known.get().get(at);
        if (there == null) {
            return;
        }
        BasisReference basis = there.found().reference();
        AblationSettings how = chosen.get().edit(at).map(AblationSettings::of).orElse(usual.get());
        chosen.set(changes.isEmpty()
                ? chosen.get().without(at)
                : chosen.get().with(new AblateDirections(at, basis, List.copyOf(changes.values()), how.mode(), how.at())));
    }

    /// Takes all edits of known directions away.
    void chooseNone() {
        edits.set(List.of()); // first, so that all go in one step
        chosen.set(ChosenDirections.NONE);
    }

    /// How many directions of all layers are switched off.
    int countChosen() {
        return (int) Stream.concat(chosen.get().edits().stream(), edits.get().stream())
                .flatMap(edit -> edit.directions().stream().map(direction -> new Place(edit.basis(), direction)))
                .distinct()
                .count();
    }

    /// Shows a model of which nothing is known, or none.
    ///
    /// @param outputLayer L, −1 without a model
    public void clear(int outputLayer) {
        chooseNone();
        before.clear();
        known.set(Map.of());
        effect.set(null);
        alignment.set(null);
        removal.set(null);
        extremes.set(ExtremeTexts.NONE);
        last.set(outputLayer);
        layer.set(Math.max(0, outputLayer / 2));
        selected.set(0);
    }
}
