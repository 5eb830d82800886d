package org.diopter.views.training;

import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.diopter.engine.lens.training.CurvePoint;
import org.diopter.engine.lens.training.TrainingProgress;
import org.diopter.views.figure.Provenance;
import org.jspecify.annotations.Nullable;

/// What the lens view shows: the recipe, the training that runs or ran, and the last judgement of a lens.
public final class TrainingModel {
    private final ObjectProperty<TrainingForm> form = new SimpleObjectProperty<>(TrainingForm.INITIAL);
    private final ObjectProperty<TrainingPhase> phase = new SimpleObjectProperty<>(new TrainingPhase.Idle());
    private final ObjectProperty<@Nullable TrainingWork> work = new SimpleObjectProperty<>();
    private final ObjectProperty<TrainingCurve> curve = new SimpleObjectProperty<>(TrainingCurve.EMPTY);
    private final ObjectProperty<@Nullable TrainingForm> unfinished = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Judgement> judgement = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Provenance> provenance = new SimpleObjectProperty<>();
    private final ObjectProperty<TrainingPage> page = new SimpleObjectProperty<>(TrainingPage.TRAINING);
    private final ObjectProperty<LayerMap> map = new SimpleObjectProperty<>(LayerMap.TRANSFER);
    private final BooleanProperty logarithmic = new SimpleBooleanProperty(true);
    private final BooleanProperty asTable = new SimpleBooleanProperty();
    private final LongProperty memory = new SimpleLongProperty();
    private final StringProperty packing = new SimpleStringProperty("");
    private final BooleanBinding running = Bindings.createBooleanBinding(() -> phase.get().isRunning(), phase);

    /// What the recipe pane says; it stays as it is while a training runs.
    public ObjectProperty<TrainingForm> form() {
        return form;
    }

    /// Where the training is.
    public ObjectProperty<TrainingPhase> phase() {
        return phase;
    }

    /// What it is at between two steps; null before it has begun.
    public ObjectProperty<@Nullable TrainingWork> work() {
        return work;
    }

    public BooleanBinding running() {
        return running;
    }

    /// What has been measured.
    public ObjectProperty<TrainingCurve> curve() {
        return curve;
    }

    /// A training that an earlier process broke off and that can go on; null if there is none.
    public ObjectProperty<@Nullable TrainingForm> unfinished() {
        return unfinished;
    }

    /// How a lens does on a text; null before the first judgement.
    public ObjectProperty<@Nullable Judgement> judgement() {
        return judgement;
    }

    /// Where the curve's numbers come from; null before the first training.
    public ObjectProperty<@Nullable Provenance> provenance() {
        return provenance;
    }

    /// Which half of the view is shown.
    public ObjectProperty<TrainingPage> page() {
        return page;
    }

    /// What the map of a judgement shows.
    public ObjectProperty<LayerMap> map() {
        return map;
    }

    /// Whether the curves stand over a logarithmic axis.
    public BooleanProperty logarithmic() {
        return logarithmic;
    }

    /// Whether the figures are shown as tables.
    public BooleanProperty asTable() {
        return asTable;
    }

    /// Private memory of the process, bytes; 0 where it is not known.
    public LongProperty memory() {
        return memory;
    }

    /// How the text was put into sequences: how many tokens, and what stands before a document; empty until it is known.
    public StringProperty packing() {
        return packing;
    }

    /// A training begins.
    ///
    /// @param started time of day
    public void begin(String started, Provenance of) {
        curve.set(TrainingCurve.EMPTY);
        work.set(null);
        packing.set("");
        provenance.set(of);
        page.set(TrainingPage.TRAINING);
        phase.set(new TrainingPhase.Running(started, null, false, false));
    }

    /// A step is done, and perhaps something has been measured. What comes after the end is dropped.
    public void advance(Optional<TrainingProgress> progress, List<CurvePoint> measured) {
        if (!(phase.get() instanceof TrainingPhase.Running now)) {
            return;
        }
        TrainingCurve longer = curve.get().and(measured);
        if (progress.isPresent()) {
            TrainingProgress p = progress.get();
            longer = p.step() > 0 ? longer.withPerStep((double) p.tokens() / p.step()) : longer;
            phase.set(new TrainingPhase.Running(now.started(), p, now.paused(), now.ending()));
        }
        curve.set(longer);
    }

    /// It waits, or goes on.
    public void pause(boolean paused) {
        if (phase.get() instanceof TrainingPhase.Running now) {
            phase.set(new TrainingPhase.Running(now.started(), now.progress(), paused, now.ending()));
        }
    }

    /// It has been told to stop.
    public void ending() {
        if (phase.get() instanceof TrainingPhase.Running now) {
            phase.set(new TrainingPhase.Running(now.started(), now.progress(), false, true));
        }
    }
}
