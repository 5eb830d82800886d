package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.diopter.app.settings.ThemeChoice;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.Orientation;
import org.diopter.views.testing.CssWarnings;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.Words;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/// A view in a window of its own, over an engine of made-up numbers.
class OwnWindowsTest {
    @TempDir
    static Path home;

    private final FxRobot robot = new FxRobot();
    private final CssWarnings warnings = new CssWarnings();
    private final MainWindow window = Fx.get(this::open);
    private final Desk desk = window.desks().get(TrajectoryDesk.class);

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    private MainWindow open() {
        WindowOptions options = new WindowOptions(new EngineOptions(ProviderChoice.CPU, 2, home), Optional.of(Path.of("models", "one")), Optional.of(Words.PROMPT), 42);
        MainWindow main = new MainWindow(new Stage(), options, new Engine(FakeWorkbench::new), new ChosenFiles(List.of()));
        main.stage().setX(0);
        main.stage().setY(0);
        main.stage().show();
        main.begin();
        return main;
    }

    @BeforeEach
    void moveTheGridToItsOwnWindow() {
        Fx.until("the study", () -> window.place().trajectory().findings().get() != null && window.place().models().check().get() != null
                && window.place().jobs().running().isEmpty());
        Fx.run(() -> window.place().show(TrajectoryDesk.NAME));
        Fx.run(() -> button(window.stage().getScene()).fire());
        Fx.until("its window", () -> own().isPresent());
    }

    /// The button at the end of a view's tool bar.
    private ButtonBase button(Scene scene) {
        String name = window.actions().get("window.own").title();
        return scene.getRoot().lookupAll(".icon-button").stream().map(ButtonBase.class::cast).filter(b -> name.equals(b.getAccessibleText())).findFirst().orElseThrow();
    }

    private Optional<Stage> own() {
        return window.ownWindows().of(desk);
    }

    private boolean hasGrid(Stage stage) {
        return Fx.get(() -> stage.getScene().getRoot().lookup(".grid-view") != null);
    }

    @AfterEach
    void close() throws InterruptedException {
        Fx.run(window.stage()::close);
        assertTrue(own().isEmpty(), "it closes with the main window");
        window.close();
        warnings.close();
        assertEquals(List.of(), warnings.heard());
    }

    @Test
    void itHasTheViewTheThemeAndTheKeysAndEscapeBringsTheViewBack() {
        Stage stage = own().orElseThrow();
        assertTrue(hasGrid(stage) && !hasGrid(window.stage()), "the grid is there and only there");
        Fx.run(() -> window.place().settings().theme().set(ThemeChoice.DARK));
        assertEquals(Fx.get(() -> List.copyOf(window.stage().getScene().getStylesheets())), Fx.get(() -> List.copyOf(stage.getScene().getStylesheets())));
        Fx.run(() -> {
            stage.requestFocus();
            stage.getScene().getRoot().lookup(".grid-view").requestFocus();
        });
        Fx.until("the focus", stage::isFocused);
        robot.push(KeyCode.T);
        Fx.until("layers go across", () -> window.place().trajectory().look().get().orientation() == Orientation.LAYERS_ACROSS);
        robot.push(KeyCode.ESCAPE);
        Fx.until("it is closed", () -> own().isEmpty());
        assertTrue(hasGrid(window.stage()));
    }

    @Test
    void whatIsExportedIsOfTheWindowThatHasTheFocus() {
        Fx.run(() -> window.place().show("attention"));
        Fx.run(() -> own().orElseThrow().requestFocus());
        Fx.until("the focus", () -> own().orElseThrow().isFocused());
        assertSame(desk, Fx.get(() -> window.desks().active()));
        Optional<Figure> figure = Fx.get(() -> window.desks().active().figure());
        assertEquals(Optional.of("Trajectory"), figure.map(Figure::title));
        Fx.run(() -> button(own().orElseThrow().getScene()).fire());
        Fx.until("it is closed", () -> own().isEmpty());
        assertFalse(hasGrid(window.stage()), "another view is at the front");
        assertEquals("attention", Fx.get(() -> window.desks().active().name()));
    }
}
