package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A walk through every view of the rail and the dialogs with the bundled model, in both themes, on two sizes of screen and with small and large text, and what was seen on
/// it. With `-Ddiopter.pictures=write` the pictures of the guide are written anew.
class EveryViewTest {
    private static final Path PICTURES = Path.of("..", "docs", "images", "views");
    private static final boolean WRITES = "write".equals(System.getProperty("diopter.pictures"));

    private static final int LARGE = 1920;
    private static final double SMALLEST = 0.8;
    private static final double LARGEST = 2;

    private static final List<String> DIALOGS = List.of("file.settings", "figure.export", "model.card", "model.get", "help.keys");

    private static final Set<String> CUT = new TreeSet<>();
    private static final Set<String> HIDDEN = new TreeSet<>();
    private static final Set<String> UNNAMED = new TreeSet<>();
    private static List<String> warnings = List.of();

    @TempDir
    static Path home;

    private static EveryView views;

    @BeforeAll
    static void walk() throws InterruptedException {
        Fx.start();
        views = new EveryView(home, 1280, 800);
        views.walk((view, dark) -> {
            look(view, dark, 1280, 800, 1);
            look(view, dark, LARGE, 1200, 1);
            if (!dark) {
                look(view, false, 1280, 800, SMALLEST);
                look(view, false, 2 * 1280, 2 * 800, LARGEST);
            }
            scale(1);
            views.pictures().resize(LARGE, 1200);
            views.found(() -> views.audit().unnamed()).forEach(node -> UNNAMED.add(view + ": " + node));
        });
        for (String dialog : DIALOGS) {
            views.pictures().act(dialog);
            look(dialog, true, 1280, 800, 1);
            look(dialog, true, 2 * 1280, 2 * 800, LARGEST);
            views.found(() -> views.audit().unnamed()).forEach(node -> UNNAMED.add(dialog + ": " + node));
            views.pictures().inWindow(window -> window.dialogLayer().close());
        }
        warnings = views.warnings();
    }

    private static void scale(double text) throws InterruptedException {
        views.pictures().inWindow(window -> {
            window.place().settings().textScale().set(text);
            return true;
        });
    }

    private static void look(String view, boolean dark, int width, int height, double text) throws InterruptedException {
        scale(text);
        views.pictures().resize(width, height);
        String where = "%s, %d wide, text at %.0f %%: ".formatted(view, width, 100 * text);
        views.found(() -> views.audit().cutTexts()).forEach(cut -> CUT.add(where + cut));
        if (text == 1) {
            views.found(() -> views.audit().unseenControls()).forEach(control -> HIDDEN.add(where + control));
        }
        if (WRITES && width == LARGE && !DIALOGS.contains(view)) {
            views.pictures().write(PICTURES.resolve("%s-%s-%d.png".formatted(view, dark ? "dark" : "light", width)));
        }
    }

    @AfterAll
    static void close() throws InterruptedException {
        views.close();
    }

    @Test
    void noTextOfTheWindowIsCut() {
        assertEquals(Set.of(), CUT);
    }

    @Test
    void noControlLiesOutsideTheWindowOrItsPane() {
        assertEquals(Set.of(), HIDDEN);
    }

    @Test
    void everythingThatTakesTheFocusHasANameAndARole() {
        assertEquals(Set.of(), UNNAMED);
    }

    @Test
    void noStyleIsMissing() {
        assertEquals(List.of(), warnings);
    }
}
