package org.diopter.views.directions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.diopter.engine.causal.RemovalEffect;
import org.diopter.engine.edit.AblateDirections;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// What the directions view shows: bases by layer, which of their directions are switched off and how, and the one that is looked at.
public final class DirectionsModel {
    private final IntegerProperty last = new SimpleIntegerProperty(-1);
    private final IntegerProperty layer = new SimpleIntegerProperty();
    private final ObjectProperty<Map<Integer, LayerDirections>> known = new SimpleObjectProperty<>(Map.of());
    private final ObjectProperty<ChosenDirections> chosen = new SimpleObjectProperty<>(ChosenDirections.NONE);
    private final ObjectProperty<AblationSettings> settings = new SimpleObjectProperty<>(AblationSettings.INITIAL);
    private final BooleanProperty adjusting = new SimpleBooleanProperty();
    private final IntegerProperty selected = new SimpleIntegerProperty();
    private final ObjectProperty<@Nullable RemovalEffect> removal = new SimpleObjectProperty<>();
    private final ObjectProperty<List<ExtremeText>> extremes = new SimpleObjectProperty<>(List.of());
    private final ObjectProperty<@Nullable PromptEffect> effect = new SimpleObjectProperty<>();
    private final ObjectProperty<ExtractForm> form = new SimpleObjectProperty<>(ExtractForm.INITIAL);
    private final ObjectProperty<SearchPhase> search = new SimpleObjectProperty<>(SearchPhase.IDLE);
    private final ObjectProperty<@Nullable MeasuredAlignment> alignment = new SimpleObjectProperty<>();
    private final ObjectProperty<AlignmentPhase> aligning = new SimpleObjectProperty<>(AlignmentPhase.IDLE);
    private final BooleanProperty asTable = new SimpleBooleanProperty();

    public DirectionsModel() {
        Watch.all(() -> shown().ifPresent(here -> selected.set(Math.clamp(selected.get(), 0, here.count() - 1))), layer, known);
    }

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

    /// Which directions are switched off.
    public ObjectProperty<ChosenDirections> chosen() {
        return chosen;
    }

    /// How they are switched off.
    public ObjectProperty<AblationSettings> settings() {
        return settings;
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

    /// Where texts have most of the selected direction and most of its opposite, the highest first; empty while that is not known.
    public ObjectProperty<List<ExtremeText>> extremes() {
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

    /// Switches a range of the shown layer's directions one way.
    void choose(int first, int last, boolean off) {
        chosen.set(chosen.get().with(layer.get(), first, last, off));
    }

    /// The chosen directions as edits, one a layer, the lowest first.
    public List<AblateDirections> edits() {
        List<AblateDirections> edits = new ArrayList<>();
        AblationSettings how = settings.get();
        for (int at : chosen.get().layers()) {
            LayerDirections directions = known.get().get(at);
            if (directions != null) {
                edits.add(new AblateDirections(at, directions.found().reference(), chosen.get().at(at), how.mode(),
                        AblationSettings.decimal(how.strength()), AblationSettings.decimal(how.steer()), how.at()));
            }
        }
        return edits;
    }

    /// Shows a model of which nothing is known, or none.
    ///
    /// @param outputLayer L, −1 without a model
    public void clear(int outputLayer) {
        chosen.set(ChosenDirections.NONE);
        known.set(Map.of());
        effect.set(null);
        alignment.set(null);
        removal.set(null);
        extremes.set(List.of());
        last.set(outputLayer);
        layer.set(Math.max(0, outputLayer / 2));
        selected.set(0);
    }
}
