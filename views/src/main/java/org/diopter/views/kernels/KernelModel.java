package org.diopter.views.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.diopter.views.figure.Provenance;
import org.jspecify.annotations.Nullable;

/// The training of LESS kernels as the window shows it: the recipe, where the training is, and what it has measured.
public final class KernelModel {
    private final ObjectProperty<KernelForm> form = new SimpleObjectProperty<>(KernelForm.INITIAL);
    private final ObjectProperty<KernelPhase> phase = new SimpleObjectProperty<>(new KernelPhase.Idle());
    private final ObjectProperty<List<BlockCurve>> curves = new SimpleObjectProperty<>(List.of());
    private final ObjectProperty<KernelForm.Fit> fit = new SimpleObjectProperty<>(KernelForm.Fit.ANY);
    private final ObjectProperty<@Nullable KernelForm> unfinished = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Provenance> provenance = new SimpleObjectProperty<>();
    private final BooleanProperty all = new SimpleBooleanProperty(true);
    private final BooleanProperty asTable = new SimpleBooleanProperty();
    private final IntegerProperty block = new SimpleIntegerProperty();
    private final BooleanBinding running = Bindings.createBooleanBinding(() -> phase.get().isRunning(), phase);
    private int epochs = KernelForm.INITIAL.epochs();

    /// What the recipe pane says; it stays as it is while a training runs.
    public ObjectProperty<KernelForm> form() {
        return form;
    }

    /// The model that is open, which the recipe has to fit.
    public ObjectProperty<KernelForm.Fit> fit() {
        return fit;
    }

    /// Where the training is.
    public ObjectProperty<KernelPhase> phase() {
        return phase;
    }

    public BooleanBinding running() {
        return running;
    }

    /// What has been measured, a curve a block, in the order of blocks.
    public ObjectProperty<List<BlockCurve>> curves() {
        return curves;
    }

    /// A training that an earlier process broke off and that can go on; null if there is none.
    public ObjectProperty<@Nullable KernelForm> unfinished() {
        return unfinished;
    }

    /// Where the curves' numbers come from; null before the first training.
    public ObjectProperty<@Nullable Provenance> provenance() {
        return provenance;
    }

    /// Whether the chart has a line for every block, else the chosen block with its training error.
    public BooleanProperty all() {
        return all;
    }

    /// Whether the chart is shown as a table.
    public BooleanProperty asTable() {
        return asTable;
    }

    /// The block that is looked at.
    public IntegerProperty block() {
        return block;
    }

    /// The curve of the block that is looked at.
    public Optional<BlockCurve> chosen() {
        return curves.get().stream().filter(curve -> curve.block() == block.get()).findFirst();
    }

    /// How many epochs the training that the curves are of was to have: what the form says may have been changed since.
    public int epochs() {
        return epochs;
    }

    /// A training begins.
    ///
    /// @param started time of day
    public void begin(String started, Provenance of, KernelProgress first) {
        epochs = first.epochs();
        curves.set(List.of());
        provenance.set(of);
        block.set(first.block());
        phase.set(new KernelPhase.Running(started, first, false, false));
    }

    /// It has come further, and perhaps something has been measured. What comes after the end is dropped. The eye goes along with the training unless it is
    /// on another block.
    ///
    /// @param measured curves that are longer now
    public void advance(KernelProgress progress, List<BlockCurve> measured) {
        if (!(phase.get() instanceof KernelPhase.Running now)) {
            return;
        }
        boolean along = block.get() == now.progress().block();
        add(measured);
        if (along) {
            block.set(progress.block());
        }
        phase.set(new KernelPhase.Running(now.started(), progress, now.paused(), now.ending()));
    }

    /// What has been measured of blocks takes the place of what was known of them.
    public void add(List<BlockCurve> measured) {
        if (measured.isEmpty()) {
            return;
        }
        List<BlockCurve> longer = new ArrayList<>(curves.get());
        for (BlockCurve one : measured) {
            longer.removeIf(known -> known.block() == one.block());
            longer.add(one);
        }
        curves.set(longer.stream().sorted((a, b) -> Integer.compare(a.block(), b.block())).toList());
    }

    /// It waits, or goes on.
    public void pause(boolean paused) {
        if (phase.get() instanceof KernelPhase.Running now) {
            phase.set(new KernelPhase.Running(now.started(), now.progress(), paused, now.ending()));
        }
    }

    /// It has been told to stop.
    public void ending() {
        if (phase.get() instanceof KernelPhase.Running now) {
            phase.set(new KernelPhase.Running(now.started(), now.progress(), false, true));
        }
    }
}
