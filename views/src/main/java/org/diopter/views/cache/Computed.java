package org.diopter.views.cache;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// What is computed when the user asks for it: what came out last, whether it is being computed, and why it could not be. FX thread only.
///
/// @param <R> what comes out
public final class Computed<R> {
    private final ObjectProperty<@Nullable R> result = new SimpleObjectProperty<>();
    private final BooleanProperty running = new SimpleBooleanProperty();
    private final StringProperty trouble = new SimpleStringProperty("");

    /// What came out last; null before the first.
    public ObjectProperty<@Nullable R> result() {
        return result;
    }

    public BooleanProperty running() {
        return running;
    }

    /// Why it could not be run; empty if it could.
    public StringProperty trouble() {
        return trouble;
    }

    /// Nothing is known any more.
    public void clear() {
        result.set(null);
        trouble.set("");
    }
}
