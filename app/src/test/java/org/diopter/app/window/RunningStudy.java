package org.diopter.app.window;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javafx.application.Platform;
import org.diopter.app.job.Jobs;
import org.diopter.engine.OpenModel;
import org.diopter.engine.SelfCheck;
import org.diopter.views.edits.EditStackModel;
import org.diopter.views.edits.Runs;
import org.diopter.views.prompt.PromptModel;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.Words;
import org.diopter.views.trajectory.TrajectoryModel;

/// A study with its edits on a made-up engine: what the window joins, without the window.
final class RunningStudy {
    final FakeWorkbench workbench = new FakeWorkbench();
    final Threads threads = Threads.start();
    final Jobs jobs = new Jobs(threads.workers(), Platform::runLater);
    final PromptModel prompt = new PromptModel(List.of());
    final TrajectoryModel view = new TrajectoryModel();
    final Runs runs = view.runs();
    final EditStackModel stack = new EditStackModel();
    /// What went wrong.
    final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    final Engine engine = new Engine(() -> workbench);
    private final Heard listener = new Heard();
    private final LensSession lenses = Fx.get(() -> Lenses.session(engine, jobs, view, threads, heard));
    final ModelSession models = Fx.get(() -> new ModelSession(engine, jobs, lenses, listener));
    private final StudyRunner runner = new StudyRunner(engine, "0.1.0", 42);
    final StudySession study =
            Fx.get(() -> new StudySession(models, jobs, prompt, view, runner, threads.timer(), Platform::runLater, listener));
    final EditedSession edited = Fx.get(() -> new EditedSession(engine, runner, jobs, models, view, stack.changes(), runs, threads.timer(), Platform::runLater,
            this::failed));

    private final class Heard implements ModelSession.Listener, StudySession.Listener {
        @Override
        public void opened(OpenModel model) {}

        @Override
        public void notOpened(String name, Throwable problem, Runnable withLowMemory) {}

        @Override
        public void proved(OpenModel model, SelfCheck check) {}

        @Override
        public void notProved(Throwable problem) {}

        @Override
        public void ran(Duration took) {}

        @Override
        public void notRun(Throwable problem) {
            heard.add("not run " + problem.getMessage());
        }
    }

    void failed(Throwable why) {
        heard.add("failed " + why.getMessage());
    }

    /// Opens a model and waits until the prompt has run and the model is checked.
    void openAndRun() {
        Fx.run(() -> {
            prompt.text().set(Words.PROMPT);
            models.open("one", _ -> Path.of("models", "one"));
        });
        Fx.until("A", () -> runs.baseline().get() != null && runs.baseline().get().trajectory().isComplete() && models.check().get() != null);
    }

    void close() throws InterruptedException {
        workbench.letGo();
        Fx.run(() -> {
            jobs.close();
            study.close();
            edited.cancel();
        });
        workbench.close();
        threads.close(Duration.ofSeconds(5));
    }
}
