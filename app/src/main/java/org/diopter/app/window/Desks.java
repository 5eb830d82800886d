package org.diopter.app.window;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.beans.property.StringProperty;
import org.diopter.app.action.ActionRegistry;
import org.diopter.engine.edit.Edit;
import org.diopter.views.edits.EditStackPane;
import org.jspecify.annotations.Nullable;

/// The desks of a window, in the order of the rail. One is at the front.
final class Desks implements EditStackPane.Opener {
    private final List<Desk> all;
    private final StringProperty current;
    private final Set<Desk> apart = new HashSet<>();
    private @Nullable Desk workedIn;

    /// @param current name of the desk at the front
    Desks(List<Desk> all, StringProperty current) {
        this.all = List.copyOf(all);
        this.current = current;
        current.subscribe((before, now) -> {
            if (!apart.contains(named(before))) {
                named(before).shown(false);
            }
            named(now).shown(true);
        });
        front().shown(true);
    }

    List<Desk> all() {
        return all;
    }

    /// The desk at the front; the first where no desk has the name.
    Desk front() {
        return named(current.get());
    }

    /// The desk that is worked in: that of the window of its own that has the focus, else the one at the front.
    Desk active() {
        return workedIn == null ? front() : workedIn;
    }

    /// The window of a desk that has one of its own has got the focus, or lost it.
    void worksIn(Desk desk, boolean focused) {
        if (focused) {
            workedIn = desk;
        } else if (desk.equals(workedIn)) {
            workedIn = null;
        }
    }

    /// A desk in a window of its own is seen whatever is at the front.
    void setApart(Desk desk, boolean own) {
        if (own) {
            apart.add(desk);
        } else if (apart.remove(desk) && !desk.equals(front())) {
            desk.shown(false);
        }
    }

    /// The desk of a class.
    <D extends Desk> D get(Class<D> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
    }

    /// Brings the desk to the front in which an edit is changed, if there is one.
    @Override
    public void edit(Edit edit) {
        all.stream().filter(desk -> desk.opens(edit)).findFirst().ifPresent(desk -> current.set(desk.name()));
    }

    /// Brings the desk to the front in which the cache policy is changed.
    @Override
    public void policy() {
        current.set(CacheDesk.NAME);
    }

    private Desk named(@Nullable String name) {
        return all.stream().filter(desk -> desk.name().equals(name)).findFirst().orElse(all.getFirst());
    }

    /// Registers what brings them to the front, under Ctrl and their place in the rail.
    void register(ActionRegistry actions) {
        for (int i = 0; i < all.size(); i++) {
            String name = all.get(i).name();
            actions.add("view." + name, "Shortcut+" + (i + 1), () -> current.set(name));
        }
    }
}
