package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.Stage;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.OnnxWorkbench;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.views.testing.CssWarnings;
import org.diopter.views.testing.Fx;

/// A window with the real engine, in which the bundled model opens.
final class RealWindow {
    private RealWindow() {}

    /// @param home the folder of derived artefacts
    static MainWindow open(Path home, String prompt) {
        EngineOptions engine = new EngineOptions(ProviderChoice.CPU, 2, home);
        WindowOptions options = new WindowOptions(engine, Optional.empty(), Optional.of(prompt), 42);
        return Fx.get(() -> {
            MainWindow window = new MainWindow(new Stage(), options, new Engine(() -> new OnnxWorkbench(engine)), new ChosenFiles(List.of()));
            window.stage().show();
            window.begin();
            return window;
        });
    }

    /// Waits until the bundled model is open and checked, and shows a view.
    static void show(MainWindow window, Desk desk) {
        Fx.until("the bundled model", () -> window.place().models().check().get() != null);
        Fx.run(() -> {
            window.welcome().set(false);
            window.place().show(desk.name());
        });
    }

    /// Closes it, and says what was wrong with its style.
    static void close(MainWindow window, CssWarnings warnings) throws InterruptedException {
        close(window);
        warnings.close();
        assertEquals(List.of(), warnings.heard());
    }

    static void close(MainWindow window) throws InterruptedException {
        Fx.run(window.stage()::close);
        window.close();
    }
}
