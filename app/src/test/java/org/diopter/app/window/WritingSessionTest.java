package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import javafx.application.Platform;
import org.diopter.app.job.Jobs;
import org.diopter.engine.OpenModel;
import org.diopter.engine.SelfCheck;
import org.diopter.engine.edit.SkipPart;
import org.diopter.views.edits.EditStackModel;
import org.diopter.views.edits.Runs;
import org.diopter.views.edits.Show;
import org.diopter.views.prompt.PromptModel;
import org.diopter.views.prompt.WritingModel;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.Words;
import org.diopter.views.trajectory.TrajectoryModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WritingSessionTest {
    private final FakeWorkbench workbench = new FakeWorkbench();
    private final Threads threads = Threads.start();
    private final Jobs jobs = new Jobs(threads.workers(), Platform::runLater);
    private final PromptModel prompt = new PromptModel(List.of());
    private final TrajectoryModel view = new TrajectoryModel();
    private final Runs runs = view.runs();
    private final EditStackModel stack = new EditStackModel();
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final Engine engine = new Engine(() -> workbench, threads.workers());
    private final Heard listener = new Heard();
    private final LensSession lenses = Fx.get(() -> Lenses.session(engine, jobs, view, threads, heard));
    private final ModelSession models = Fx.get(() -> new ModelSession(engine, jobs, lenses, listener));
    private final StudyRunner runner = new StudyRunner(engine, "0.1.0", 42);
    private final StudySession study =
            Fx.get(() -> new StudySession(models, jobs, prompt, view, runner, threads.timer(), Platform::runLater, listener));
    private final EditedSession session = Fx.get(() -> new EditedSession(engine, runner, jobs, models, view, stack.changes(), runs, threads.timer(), Platform::runLater,
            why -> heard.add("failed " + why.getMessage())));
    private final WritingModel model = new WritingModel();
    private final WritingSession writing = Fx.get(() -> new WritingSession(
            engine, jobs, models, prompt, runs, study, model, Platform::runLater, why -> heard.add("failed " + why.getMessage())));

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

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @BeforeEach
    void openAndRun() {
        Fx.run(() -> {
            prompt.text().set(Words.PROMPT);
            models.open("one", _ -> Path.of("models", "one"));
        });
        Fx.until("A", () -> runs.baseline().get() != null && runs.baseline().get().trajectory().isComplete() && models.check().get() != null);
    }

    @AfterEach
    void close() throws InterruptedException {
        workbench.letGo();
        Fx.run(() -> {
            jobs.close();
            study.close();
            session.cancel();
        });
        workbench.close();
        threads.close(Duration.ofSeconds(5));
    }

    private int shownTokens() {
        return Objects.requireNonNull(runs.baseline().get()).study().tokens().length();
    }

    private void write() {
        Fx.run(writing::toggle);
        Fx.until("written", () -> !model.running().get() && !model.baseline().get().isEmpty());
    }

    @Test
    void theTextIsShownAndThePromptAndTheGridGrowByIt() {
        int before = shownTokens();
        Fx.run(() -> model.tokens().set(5));
        write();
        Fx.until("the grid", () -> shownTokens() == before + 5);
        assertEquals(Words.PROMPT + model.baseline().get(), prompt.text().get());
        assertFalse(view.look().get().stale());
        assertFalse(model.compared().get());
    }

    @Test
    void theEditedModelWritesBesideTheOtherAndTheGridFollowsWhatIsLookedAt() {
        Fx.run(() -> stack.add(new SkipPart(2, SkipPart.Part.MLP)));
        Fx.until("B", () -> runs.edited().get() != null);
        Fx.run(() -> runs.wanted().set(Show.EDITED));
        write();
        assertTrue(model.compared().get());
        assertNotEquals(model.baseline().get(), model.edited().get());
        assertEquals(Words.PROMPT + model.edited().get(), prompt.text().get());
    }

    @Test
    void whatWasWrittenCanBeTakenBack() {
        write();
        Fx.until("grown", () -> !prompt.text().get().equals(Words.PROMPT));
        Fx.run(writing::takeBack);
        assertEquals(Words.PROMPT, prompt.text().get());
        assertEquals("", model.baseline().get());
        assertFalse(model.grown().get());
    }

    @Test
    void whoTypesOnEndsIt() {
        write();
        Fx.run(() -> prompt.text().set("Another"));
        assertEquals("", model.baseline().get());
        assertEquals("Another", prompt.text().get());
    }

    @Test
    void theEndOfWhatTheModelTakesIsSaid() {
        Fx.run(() -> model.tokens().set(500));
        write();
        assertEquals("The model takes no more tokens.", model.remark().get());
    }

    @Test
    void aStopKeepsWhatWasWritten() {
        Fx.run(() -> {
            writing.toggle();
            writing.toggle();
        });
        assertFalse(model.running().get());
        assertTrue(heard.isEmpty(), heard.toString());
    }
}
