package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ContextMenuEvent;
import javafx.stage.Window;
import org.diopter.views.export.ExportPane;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a right click on a figure offers.
class FigureMenuTest {
    @TempDir
    Path home;

    private User user;

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @BeforeEach
    void openTheWindow() {
        user = User.again(home, "The capital of France is", false);
    }

    @AfterEach
    void closeTheWindow() throws InterruptedException {
        user.close();
    }

    private static List<ContextMenu> menus() {
        return Fx.get(() -> Window.getWindows().stream().filter(ContextMenu.class::isInstance).filter(Window::isShowing).map(ContextMenu.class::cast).toList());
    }

    /// Right-clicks a figure, or asks for its menu by a key.
    private ContextMenu menu(String selector, boolean key) {
        Fx.until(selector, () -> user.window().stage().getScene().getRoot().lookup(selector) != null);
        Node figure = user.seen(selector).findFirst().orElseThrow();
        Fx.run(() -> Event.fireEvent(figure, new ContextMenuEvent(ContextMenuEvent.CONTEXT_MENU_REQUESTED, 30, 30, 30, 30, key, null)));
        assertEquals(1, menus().size(), selector);
        return menus().getFirst();
    }

    private static void choose(ContextMenu menu, String action) {
        Fx.run(() -> {
            MenuItem item = menu.getItems().stream().filter(entry -> action.equals(entry.getId())).findFirst().orElseThrow();
            menu.hide();
            item.fire();
        });
    }

    @Test
    void theNumbersOfTheCurvesAreCopied() {
        choose(menu(".trajectory-view .plot .figure-view", false), "edit.copy-json");
        Fx.until("the numbers", () -> Objects.requireNonNullElse(Clipboard.getSystemClipboard().getString(), "").contains("\"rows\""));
        assertTrue(Fx.get(() -> Clipboard.getSystemClipboard().getString()).contains("\"layer\""));
    }

    @Test
    void theFigureThatHasTheFocusIsExportedByKeys() {
        choose(menu(".trajectory-view .plot", true), "figure.export");
        Fx.until("the export dialog", () -> user.window().dialogLayer().lookupAll("*").stream().anyMatch(ExportPane.class::isInstance));
    }
}
