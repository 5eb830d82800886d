package org.diopter.app.action;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCombination;

/// Every [Action] of the window, in the order it was added. Titles, help and shortcuts come from a bundle, under `id.title`, `id.help` and
/// `id.key`; an action without title or help, or with a shortcut that another one has, is refused when it is added.
public final class ActionRegistry {
    private final ResourceBundle texts;
    private final Map<String, Action> actions = new LinkedHashMap<>();

    public ActionRegistry(ResourceBundle texts) {
        this.texts = texts;
    }

    /// Adds an action that does something.
    ///
    /// @throws IllegalArgumentException if the id, its texts or its shortcut are not right
    public Action add(String id, ObservableBooleanValue enabled, Runnable run) {
        return add(id, text(id + ".key"), enabled, Optional.empty(), run);
    }

    /// Adds an action that is possible at any time.
    ///
    /// @throws IllegalArgumentException if the id, its texts or its shortcut are not right
    public Action add(String id, Runnable run) {
        return add(id, always(), run);
    }

    /// Adds an action whose shortcut follows from where it stands, rather than from the bundle; it is possible at any time.
    ///
    /// @throws IllegalArgumentException if the id, its texts or its shortcut are not right
    public Action add(String id, String shortcut, Runnable run) {
        return add(id, Optional.of(shortcut), always(), Optional.empty(), run);
    }

    /// Adds an action that switches something on and off.
    ///
    /// @throws IllegalArgumentException if the id, its texts or its shortcut are not right
    public Action addSwitch(String id, ObservableBooleanValue enabled, BooleanProperty selected) {
        return add(id, text(id + ".key"), enabled, Optional.of(selected), () -> selected.set(!selected.get()));
    }

    /// Adds an action that switches something on and off at any time.
    ///
    /// @throws IllegalArgumentException if the id, its texts or its shortcut are not right
    public Action addSwitch(String id, BooleanProperty selected) {
        return addSwitch(id, always(), selected);
    }

    /// New for each action: one for all would keep whatever listens to it, closed windows with it.
    private static ObservableBooleanValue always() {
        return new SimpleBooleanProperty(true);
    }

    private Action add(String id, Optional<String> keys, ObservableBooleanValue enabled, Optional<BooleanProperty> selected, Runnable run) {
        Optional<KeyCombination> shortcut = keys.map(Shortcuts::parse);
        Action action = new Action(id, required(id + ".title"), required(id + ".help"), shortcut, enabled, selected, run);
        shortcut.flatMap(this::boundTo).ifPresent(other -> {
            throw new IllegalArgumentException(action.shortcutText() + " of " + id + " already runs " + other.id());
        });
        if (actions.putIfAbsent(id, action) != null) {
            throw new IllegalArgumentException(id + " is there already");
        }
        return action;
    }

    /// The action with this id.
    ///
    /// @throws IllegalArgumentException if there is none
    public Action get(String id) {
        Action action = actions.get(id);
        if (action == null) {
            throw new IllegalArgumentException("no action " + id);
        }
        return action;
    }

    public List<Action> all() {
        return Collections.unmodifiableList(new ArrayList<>(actions.values()));
    }

    /// What a menu, the palette or the list of keys calls a menu.
    public String menuTitle(String menu) {
        return required("menu." + menu);
    }

    /// The actions whose title, menu or help hold every word of the query; those whose title begins with it come first.
    public List<Action> find(String query) {
        String wanted = query.strip().toLowerCase(Locale.ROOT);
        List<Action> found = new ArrayList<>();
        for (Action action : actions.values()) {
            String title = action.title().toLowerCase(Locale.ROOT);
            String all = (title + ' ' + menuTitle(action.menu()) + ' ' + action.help()).toLowerCase(Locale.ROOT);
            if (title.startsWith(wanted)) {
                found.addFirst(action);
            } else if (List.of(wanted.split("\\s+")).stream().allMatch(all::contains)) {
                found.add(action);
            }
        }
        return wanted.isEmpty() ? all() : found;
    }

    private Optional<Action> boundTo(KeyCombination shortcut) {
        return actions.values().stream().filter(a -> a.shortcut().equals(Optional.of(shortcut))).findFirst();
    }

    private String required(String key) {
        return text(key).orElseThrow(() -> new IllegalArgumentException("the bundle has no " + key));
    }

    private Optional<String> text(String key) {
        try {
            String value = texts.getString(key).strip();
            return value.isEmpty() ? Optional.empty() : Optional.of(value);
        } catch (MissingResourceException none) {
            return Optional.empty();
        }
    }
}
