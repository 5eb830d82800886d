package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every view of the rail with the bundled model, in both themes. With `-Ddiopter.pictures=write` the pictures of the guide are written anew.
class EveryViewTest {
    private static final Path PICTURES = Path.of("..", "docs", "images", "views");

    @TempDir
    static Path home;

    private static EveryView views;

    @BeforeAll
    static void open() throws InterruptedException {
        Fx.start();
        views = new EveryView(home, 1280, 800);
    }

    @AfterAll
    static void close() throws InterruptedException {
        views.close();
    }

    private static void nothingIsCut(int width, int height) throws InterruptedException {
        List<String> cut = new ArrayList<>();
        views.pictures().resize(width, height);
        views.walk((view, dark) -> {
            views.found(() -> views.audit().cutTexts()).forEach(text -> cut.add(view + ": " + text));
            views.found(() -> views.audit().unseenControls()).forEach(control -> cut.add(view + " hides " + control));
            if ("write".equals(System.getProperty("diopter.pictures"))) {
                views.pictures().write(PICTURES.resolve("%s-%s-%d.png".formatted(view, dark ? "dark" : "light", width)));
            }
        });
        assertEquals(List.of(), List.copyOf(new TreeSet<>(cut)));
        assertEquals(List.of(), views.warnings());
    }

    @Test
    void onASmallScreenNothingIsCut() throws InterruptedException {
        nothingIsCut(1280, 800);
    }

    @Test
    void onALargeScreenNothingIsCut() throws InterruptedException {
        nothingIsCut(1920, 1200);
    }

    @Test
    void everythingThatTakesTheFocusHasANameAndARole() throws InterruptedException {
        List<String> unnamed = new ArrayList<>();
        views.walk((view, dark) -> views.found(() -> views.audit().unnamed()).forEach(node -> unnamed.add(view + ": " + node)));
        assertEquals(List.of(), List.copyOf(new TreeSet<>(unnamed)));
    }
}
