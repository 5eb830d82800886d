package org.diopter.views.edits;

import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// The runs of the study on the screen: A, the model as it is, and B, the model with the active edits; and which of them is looked at.
///
/// While B is being computed anew the one before it stays; views that look at it need no state of their own for that.
public final class Runs {
    private final ObjectProperty<@Nullable Findings> baseline = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable EditedRun> edited = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable NetEffect> effect = new SimpleObjectProperty<>();
    private final BooleanProperty editing = new SimpleBooleanProperty();
    private final ObjectProperty<Show> wanted = new SimpleObjectProperty<>(Show.EDITED);
    private final BooleanProperty held = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<Show> show = new ReadOnlyObjectWrapper<>(Show.BASELINE);
    private final ReadOnlyObjectWrapper<@Nullable Findings> shown = new ReadOnlyObjectWrapper<>();

    /// Whoever makes a first edit wants to see what it does.
    public Runs() {
        editing.subscribe((_, now) -> {
            if (now && wanted.get() == Show.BASELINE) {
                wanted.set(Show.EDITED);
            }
        });
        Watch.all(this::decide, baseline, edited, editing, wanted, held);
    }

    /// A: what is known of the model as it is; null before the first run.
    public ObjectProperty<@Nullable Findings> baseline() {
        return baseline;
    }

    /// B with its A; null while there are no active edits, and until B has been computed once.
    public ObjectProperty<@Nullable EditedRun> edited() {
        return edited;
    }

    /// What the edits do to the output after the last position; null until it is known.
    public ObjectProperty<@Nullable NetEffect> effect() {
        return effect;
    }

    /// Whether there are active edits.
    public BooleanProperty editing() {
        return editing;
    }

    /// What the user wants to see once there are active edits.
    public ObjectProperty<Show> wanted() {
        return wanted;
    }

    /// Whether A is looked at for a moment, whatever is wanted.
    public BooleanProperty held() {
        return held;
    }

    /// What is looked at: A alone while there are no active edits.
    public ReadOnlyObjectProperty<Show> show() {
        return show.getReadOnlyProperty();
    }

    /// The run that views show: B, or A while A is looked at or B is not known.
    public ReadOnlyObjectProperty<@Nullable Findings> shown() {
        return shown.getReadOnlyProperty();
    }

    /// B with its A, while B is what views show.
    public Optional<EditedRun> compared() {
        return Optional.ofNullable(edited.get()).filter(run -> run.run().equals(shown.get()) && show.get().needsEdits());
    }

    /// What is looked at changes before the run does, so that who hears of the run finds both right.
    private void decide() {
        show.set(editing.get() && !held.get() ? wanted.get() : Show.BASELINE);
        EditedRun run = edited.get();
        shown.set(show.get().needsEdits() && run != null ? run.run() : baseline.get());
    }
}
