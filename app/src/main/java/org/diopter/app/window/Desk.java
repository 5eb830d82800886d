package org.diopter.app.window;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Node;
import org.diopter.app.action.ActionRegistry;
import org.diopter.engine.edit.Edit;
import org.diopter.views.figure.Figure;
import org.diopter.views.kit.Icon;

/// One view of the window with all that belongs to it: its model, what runs for it, its nodes and its actions. A further view is a further desk, made
/// over the [Workplace] and named in [Desks].
///
/// Its title and its sentence are `view.NAME` and `view.NAME.help` in the window's texts; the action `view.NAME` shows it.
interface Desk {
    /// Its name in settings, texts and actions.
    String name();

    /// What stands for it in the rail.
    Icon icon();

    /// Makes what it puts into the centre. Called once, on first use.
    Node centre();

    /// Makes what it puts into the inspector. Called once, on first use.
    Node inspector();

    /// Whether it shows what a run of the prompt gave, and nothing before the first.
    default boolean needsRun() {
        return false;
    }

    /// Registers its own actions, beside the one that shows it.
    default void register(ActionRegistry actions) {}

    /// It comes to the front, or leaves it.
    default void shown(boolean front) {}

    /// Stops what runs for it alone.
    default void cancel() {}

    /// The figure that is looked at: the one with the focus, else its first.
    Optional<Figure> figure();

    /// Whether this is the view in which an edit is made and changed.
    default boolean opens(Edit edit) {
        return false;
    }

    /// Shows its figure as a table, or the table as a figure.
    void toggleTable();

    /// What the pointer is on, in words; empty over nothing.
    default ReadOnlyStringProperty pointed() {
        return new ReadOnlyStringWrapper("").getReadOnlyProperty();
    }

    /// What it shows and how it is read, for who asks.
    default List<Explanations.Paragraph> explanation() {
        return Explanations.of(name());
    }

    /// Its title under the icon.
    default String title() {
        return WindowTexts.ALL.get("view." + name());
    }

    /// What it is for, in one sentence.
    default String help() {
        return WindowTexts.ALL.get("view." + name() + ".help");
    }
}
