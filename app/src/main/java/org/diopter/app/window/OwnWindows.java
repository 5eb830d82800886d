package org.diopter.app.window;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.value.ObservableBooleanValue;
import javafx.stage.Stage;
import org.diopter.app.action.ActionRegistry;
import org.diopter.views.kit.EmptyState;
import org.diopter.views.kit.Icon;
import org.jspecify.annotations.Nullable;

/// The views that are in windows of their own. Closing such a window brings its view back; they close with the main window. A view has one window, which
/// it gets again.
final class OwnWindows {
    private final Desks desks;
    private final Workplace place;
    private final ActionRegistry actions;
    private final Appearance appearance;
    private final Map<Desk, OwnWindow> windows = new HashMap<>();
    private @Nullable WindowFrame frame;

    OwnWindows(Desks desks, Workplace place, ActionRegistry actions, Appearance appearance) {
        this.desks = desks;
        this.place = place;
        this.actions = actions;
        this.appearance = appearance;
        actions.add("window.own", this::toggle);
    }

    /// The frame that views leave and come back to, once it is made.
    void join(WindowFrame made) {
        frame = made;
    }

    /// Dialogs and the palette open in the main window: it comes to the front for them.
    void dialogsIn(Stage main, ObservableBooleanValue... dialogs) {
        for (ObservableBooleanValue dialog : dialogs) {
            dialog.subscribe(open -> {
                if (open && windows.values().stream().anyMatch(window -> window.stage().isShowing())) {
                    main.toFront();
                    main.requestFocus();
                }
            });
        }
    }

    /// The own window of a view, while it is open.
    Optional<Stage> of(Desk desk) {
        return Optional.ofNullable(windows.get(desk)).map(OwnWindow::stage).filter(Stage::isShowing);
    }

    /// Moves the view that is worked in to its own window, or back.
    private void toggle() {
        Desk desk = desks.active();
        OwnWindow window = windows.computeIfAbsent(desk, this::make);
        if (window.stage().isShowing()) {
            window.stage().close();
        } else if (frame != null) {
            desks.setApart(desk, true);
            WindowFrame.View view = frame.giveAway(desk, new EmptyState(Icon.OWN_WINDOW, WindowTexts.ALL.get("own.title", desk.title()),
                    WindowTexts.ALL.get("own.sentence"), WindowTexts.ALL.get("own.back"), window.stage()::close));
            window.open(view.centre(), view.inspector());
        }
    }

    private OwnWindow make(Desk desk) {
        OwnWindow window = new OwnWindow(desk, place, actions, appearance);
        window.stage().focusedProperty().subscribe(focused -> desks.worksIn(desk, focused));
        window.stage().setOnHidden(_ -> bringBack(desk, window));
        return window;
    }

    private void bringBack(Desk desk, OwnWindow window) {
        window.empty();
        desks.worksIn(desk, false);
        desks.setApart(desk, false);
        if (frame != null) {
            frame.takeBack(desk);
        }
    }

    /// Closes them all.
    void close() {
        List.copyOf(windows.values()).forEach(window -> window.stage().close());
    }
}
