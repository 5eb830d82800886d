package org.diopter.app.window;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.application.Platform;
import org.diopter.app.job.Jobs;
import org.diopter.app.settings.Settings;
import org.diopter.app.settings.SettingsFile;
import org.diopter.engine.LensTrial;
import org.diopter.model.hub.BundledModel;
import org.diopter.views.kit.HeldLens;
import org.diopter.views.trajectory.TrajectoryModel;

/// Lens sessions for tests.
final class Lenses {
    private Lenses() {}

    /// Without a bundled model, with settings of its own.
    ///
    /// @param heard gets what its listener hears
    static LensSession session(Engine engine, Jobs jobs, TrajectoryModel view, Threads threads, List<String> heard) {
        Path home = home();
        Settings settings = new SettingsFile(home, threads.timer()).open();
        BundledModel none = new BundledModel(Lenses.class.getClassLoader(), "no/such/model", home.resolve("models"));
        return new LensSession(engine, jobs, view, settings, none, none, Platform::runLater, new LensSession.Listener() {
            @Override
            public void doubtful(LensTrial trial, Runnable use) {
                heard.add("doubtful");
            }

            @Override
            public void lensUsed(HeldLens lens) {
                heard.add("lens " + lens.choice().name());
            }

            @Override
            public void lensNotUsed(Path file, Throwable problem) {
                heard.add("no lens " + problem.getMessage());
            }
        });
    }

    private static Path home() {
        try {
            return Files.createTempDirectory("lens-session");
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
