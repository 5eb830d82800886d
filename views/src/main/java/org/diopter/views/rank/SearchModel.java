package org.diopter.views.rank;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.laser.Reduction;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// The search as the Rank view shows it.
public final class SearchModel {
    private final ObjectProperty<SearchForm> form = new SimpleObjectProperty<>(SearchForm.INITIAL);
    private final ObjectProperty<@Nullable SearchState> state = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable MatrixKind> kind = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Reduction> selected = new SimpleObjectProperty<>();
    private final HeldModel held = new HeldModel(selected);
    private final BooleanProperty running = new SimpleBooleanProperty();
    private final StringProperty progress = new SimpleStringProperty("");
    private final StringProperty trouble = new SimpleStringProperty("");
    private final StringProperty note = new SimpleStringProperty("");

    public SearchModel() {
        Watch.all(this::keepKind, state);
    }

    /// What the next search looks at.
    public ObjectProperty<SearchForm> form() {
        return form;
    }

    /// What was found; null before the first search of the model.
    public ObjectProperty<@Nullable SearchState> state() {
        return state;
    }

    /// The kind of matrix whose map is shown.
    public ObjectProperty<@Nullable MatrixKind> kind() {
        return kind;
    }

    /// The setting that is looked at; null if none is.
    public ObjectProperty<@Nullable Reduction> selected() {
        return selected;
    }

    /// What the components that the setting removes held.
    public HeldModel held() {
        return held;
    }

    /// Whether a search is under way.
    public BooleanProperty running() {
        return running;
    }

    /// How far it is, in words.
    public StringProperty progress() {
        return progress;
    }

    /// Why the last search ended before its time; empty if it did not.
    public StringProperty trouble() {
        return trouble;
    }

    /// What the user should know beside the result, such as items that are left out; empty if nothing.
    public StringProperty note() {
        return note;
    }

    private void keepKind() {
        SearchState now = state.get();
        if (now == null) {
            kind.set(null);
            selected.set(null);
            held.phase().set(HeldPhase.UNASKED);
        } else if (kind.get() == null || !now.kinds().contains(kind.get())) {
            kind.set(now.kinds().getLast());
        }
    }
}
