package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.diopter.views.kit.Focus;
import org.diopter.views.testing.CssWarnings;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tour of the window, as a first user meets it and as it is asked for later.
class TourTest {
    private static final int STEPS = 7;

    @TempDir
    Path home;

    private final CssWarnings warnings = new CssWarnings();
    private User user;

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @BeforeEach
    void startForTheFirstTime() {
        user = User.first(home, false);
        Fx.run(user.window()::offerTour);
        user.untilRun();
    }

    @AfterEach
    void close() throws InterruptedException {
        user.close();
        warnings.close();
        assertEquals(List.of(), warnings.heard());
    }

    private Tour tour() {
        return user.window().tour();
    }

    private boolean isOpen() {
        return Fx.get(() -> tour().isVisible());
    }

    private String title() {
        return Fx.get(() -> ((Label) tour().lookup(".tour-bubble .strong")).getText());
    }

    @Test
    void aFirstStartOffersItWithoutTakingTheFocus() {
        Fx.until("the tour", tour()::isVisible);
        assertFalse(Fx.get(() -> Focus.isWithin(user.window().stage().getScene().getFocusOwner(), tour())));
        assertTrue(user.window().place().settings().toured().get(), "and it is remembered");
        user.press(KeyCode.CONTROL, KeyCode.L);
        user.write("x");
        Fx.until("one can work while it is open", () -> "x".equals(user.window().place().prompt().text().get()));
        assertTrue(isOpen());
    }

    @Test
    void escapeClosesItBeforeItHasTheFocus() {
        Fx.until("the tour", tour()::isVisible);
        user.focus(".grid-view");
        user.press(KeyCode.ESCAPE);
        assertFalse(isOpen());
        assertTrue(Fx.get(() -> user.window().stage().getScene().getFocusOwner().getStyleClass().contains("grid-view")), "the focus stays");
    }

    @Test
    void aSecondStartDoesNotOfferIt() throws InterruptedException {
        Fx.until("the tour", tour()::isVisible);
        user.close();
        user = User.first(home, false);
        Fx.run(user.window()::offerTour);
        user.untilRun();
        assertTrue(user.window().welcome().get(), "the notes of a first start have not been closed");
        assertFalse(isOpen());
    }

    @Test
    void fromTheMenuItLeadsThroughRealControlsByKeys() {
        Fx.until("the tour", tour()::isVisible);
        Fx.run(tour()::end);
        user.focus(".grid-view");
        user.act("help.tour");
        List<String> titles = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            titles.add(title());
            besideItsTarget();
            user.press(step % 2 == 0 ? KeyCode.RIGHT : KeyCode.ENTER);
        }
        assertEquals(STEPS, titles.stream().distinct().count(), titles.toString());
        assertFalse(isOpen());
        assertTrue(Fx.get(() -> user.window().stage().getScene().getFocusOwner().getStyleClass().contains("grid-view")), "the focus is where it was");
    }

    /// The step has a control that is seen, and its bubble lies within the window and not on the control, where that leaves room.
    private void besideItsTarget() {
        Optional<Node> target = Fx.get(() -> tour().target());
        assertTrue(target.isPresent(), title());
        Fx.until("the ring", () -> tour().lookup(".tour-ring").isVisible());
        Bounds window = Fx.get(() -> tour().getLayoutBounds());
        Bounds bubble = Fx.get(() -> tour().lookup(".tour-bubble").getBoundsInParent());
        assertTrue(bubble.getMinX() >= -20 && bubble.getMaxX() <= window.getMaxX() + 20 && bubble.getMaxY() <= window.getMaxY() + 24, bubble + " in " + window);
    }

    @Test
    void escapeEndsItAndLeftGoesBack() {
        user.act("help.tour");
        String first = title();
        user.press(KeyCode.RIGHT);
        user.press(KeyCode.LEFT);
        assertEquals(first, title());
        user.press(KeyCode.ESCAPE);
        assertFalse(isOpen());
    }

    @Test
    void itIsARegionOfTheWindow() {
        Fx.until("the tour", tour()::isVisible);
        boolean reached = false;
        for (int i = 0; i < 20 && !reached; i++) {
            user.press(KeyCode.F6);
            reached = Fx.get(() -> Focus.isWithin(user.window().stage().getScene().getFocusOwner(), tour()));
        }
        assertTrue(reached);
    }

    @Test
    void inTheUsualWindowItPointsAtPromptAndStack() {
        Fx.run(() -> user.window().welcome().set(false));
        user.act("help.tour");
        List<String> targets = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            targets.add(String.valueOf(Fx.get(() -> tour().target().orElseThrow().getId())));
            user.press(KeyCode.RIGHT);
        }
        assertTrue(targets.containsAll(List.of("prompt-text", "edit-stack", "export-figure")), targets.toString());
    }
}
