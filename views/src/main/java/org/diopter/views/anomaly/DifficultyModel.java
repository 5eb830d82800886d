package org.diopter.views.anomaly;

import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// What the difficulty view shows: a task and at which layer the model decides on its answers.
public final class DifficultyModel {
    /// The progress where nothing is read.
    public static final double IDLE = -1;

    private final ObjectProperty<AnomalyPage> page = new SimpleObjectProperty<>(AnomalyPage.PROMPTS);
    private final ObjectProperty<DifficultyInput> input = new SimpleObjectProperty<>(DifficultyInput.NONE);
    private final ObjectProperty<@Nullable DifficultyFindings> findings = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable RatedExample> selected = new SimpleObjectProperty<>();
    private final DoubleProperty progress = new SimpleDoubleProperty(IDLE);
    private final BooleanBinding running = progress.greaterThanOrEqualTo(0);
    private final BooleanProperty asTable = new SimpleBooleanProperty();

    public DifficultyModel() {
        findings.subscribe(found -> selected.set(found == null ? null : found.rated().getFirst()));
    }

    /// Which half of the desk is shown.
    public ObjectProperty<AnomalyPage> page() {
        return page;
    }

    public ObjectProperty<DifficultyInput> input() {
        return input;
    }

    /// What was found; null before the first time.
    public ObjectProperty<@Nullable DifficultyFindings> findings() {
        return findings;
    }

    /// The example that is looked at; null before the first time.
    public ObjectProperty<@Nullable RatedExample> selected() {
        return selected;
    }

    /// The share of examples that are read, or [#IDLE].
    public DoubleProperty progress() {
        return progress;
    }

    /// Whether a task is being read.
    public BooleanBinding running() {
        return running;
    }

    /// Whether the figure is shown as a table.
    public BooleanProperty asTable() {
        return asTable;
    }
}
