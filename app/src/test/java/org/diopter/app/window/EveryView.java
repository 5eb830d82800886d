package org.diopter.app.window;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Parent;
import org.diopter.app.settings.ThemeChoice;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.views.testing.CssWarnings;

/// A window with the bundled model, for a walk through all views of its rail in both themes.
final class EveryView implements AutoCloseable {
    /// Times 50 ms.
    private static final int QUIET = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String PROMPT = "The capital of France is";

    private final CssWarnings warnings = new CssWarnings();
    private final WindowPictures pictures;

    /// @param home the program's home folder, an empty one
    EveryView(Path home, int width, int height) throws InterruptedException {
        EngineOptions engine = new EngineOptions(ProviderChoice.CPU, 2, home);
        pictures = new WindowPictures(new WindowOptions(engine, Optional.empty(), Optional.of(PROMPT), 0), width, height, false);
        pictures.settle();
        pictures.inWindow(window -> {
            window.welcome().set(false);
            return true;
        });
    }

    /// One view on the screen.
    interface Visit {
        void see(String view, boolean dark) throws InterruptedException;
    }

    WindowPictures pictures() {
        return pictures;
    }

    WindowAudit audit() {
        return new WindowAudit(pictures.content());
    }

    /// What an audit finds in the view at the front.
    List<String> found(Supplier<List<String>> audit) throws InterruptedException {
        pictures.inWindow(_ -> {
            layOut();
            return true;
        });
        // At one go, so that nothing that is computed meanwhile changes the window in between.
        return pictures.inWindow(_ -> {
            layOut();
            return audit.get();
        });
    }

    private void layOut() {
        pictures.content().applyCss();
        ((Parent) pictures.content()).layout();
    }

    /// Shows every view of the rail, once in each theme.
    void walk(Visit visit) throws InterruptedException {
        List<String> views = pictures.inWindow(window -> window.desks().all().stream().map(Desk::name).toList());
        for (boolean dark : new boolean[] {false, true}) {
            pictures.inWindow(window -> {
                window.place().settings().theme().set(dark ? ThemeChoice.DARK : ThemeChoice.LIGHT);
                return true;
            });
            for (String view : views) {
                pictures.act("view." + view);
                rest();
                visit.see(view, dark);
            }
        }
    }

    /// Until what a view computes by itself is there, which it begins a moment after it is shown; what takes long is seen under way.
    private void rest() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int quiet = 0; System.nanoTime() < end && quiet < QUIET;) {
            quiet = pictures.inWindow(window -> window.place().jobs().running().isEmpty()) ? quiet + 1 : 0;
            Thread.sleep(50);
        }
    }

    /// What JavaFX said about style sheets.
    List<String> warnings() {
        return warnings.heard();
    }

    @Override
    public void close() throws InterruptedException {
        warnings.close();
        pictures.close();
    }
}
