package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.diopter.app.job.Jobs;
import org.diopter.engine.OpenModel;
import org.diopter.model.Progress;
import org.diopter.views.anomaly.DifficultyFindings;
import org.diopter.views.anomaly.DifficultyInput;
import org.diopter.views.anomaly.DifficultyModel;
import org.diopter.views.testing.Fx;
import org.diopter.views.trajectory.TrajectoryModel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DifficultySessionTest {
    @TempDir
    Path folder;

    private final FakeWorkbench workbench = new FakeWorkbench();
    private final Threads threads = Threads.start();
    private final Jobs jobs = new Jobs(threads.workers(), Platform::runLater);
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final DifficultyModel view = new DifficultyModel();
    private final ReadOnlyObjectWrapper<@Nullable OpenModel> open = new ReadOnlyObjectWrapper<>();
    private final Engine engine = new Engine(() -> workbench);
    private final DifficultySession session = Fx.get(() -> new DifficultySession(jobs, open.getReadOnlyProperty(), new TrajectoryModel().lenses(), view,
            new StudyRunner(engine, "0.1.0", 42), Platform::runLater, problem -> failures.add(String.valueOf(problem.getMessage()))));

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @BeforeEach
    void openAModel() {
        Fx.run(() -> open.set(workbench.open(Path.of("models", "one"), Progress.NONE)));
    }

    @AfterEach
    void close() throws InterruptedException {
        Fx.run(jobs::close);
        workbench.close();
        threads.close(Duration.ofSeconds(5));
    }

    private Path task(String answer) throws IOException {
        String line = "{\"prompt\": \"The capital of %s is\", \"options\": [\" Paris\", \" Rome\"]%s}";
        return Files.write(folder.resolve("task.jsonl"), List.of(line.formatted("France", answer), line.formatted("Italy", answer)));
    }

    private void run(Path task, Optional<Path> ordering) {
        Fx.run(() -> {
            view.input().set(new DifficultyInput(Optional.of(task), ordering));
            session.run();
        });
    }

    @Test
    void everyExampleIsReadAndCorrelated() throws IOException {
        run(task(", \"answer\": 0"), Optional.of(Files.writeString(folder.resolve("order.txt"), "1\n2\n")));
        Fx.until("found", () -> view.findings().get() != null || !failures.isEmpty());
        DifficultyFindings found = Objects.requireNonNull(view.findings().get(), () -> failures.toString());
        assertEquals(2, found.difficulty().depths().size());
        assertEquals(Optional.of(List.of(1.0, 2.0)), found.ordering());
        assertTrue(found.difficulty().depths().stream().allMatch(depth -> depth >= 0 && depth <= found.layers()));
        assertEquals("logit lens", found.lens());
        assertEquals(DifficultyModel.IDLE, view.progress().get());
    }

    @Test
    void examplesWithoutARightAnswerAreRefused() throws IOException {
        run(task(""), Optional.empty());
        Fx.until("refused", () -> !failures.isEmpty());
        assertTrue(failures.getFirst().contains("does not say which option is right"), failures.getFirst());
        assertEquals(DifficultyModel.IDLE, view.progress().get());
    }

    @Test
    void whatIsCancelledSaysNothingMore() throws IOException {
        Path task = task(", \"answer\": 0");
        Fx.run(() -> {
            view.input().set(new DifficultyInput(Optional.of(task), Optional.empty()));
            session.run();
            session.cancel();
        });
        assertEquals(DifficultyModel.IDLE, view.progress().get());
        Fx.until("the job has ended", () -> jobs.running().isEmpty());
        assertNull(view.findings().get());
        assertEquals(List.of(), failures);
    }

    @Test
    void aJobThatIsCancelledInTheListShowsNoProgressAnyMore() throws IOException {
        Path task = task(", \"answer\": 0");
        Fx.run(() -> {
            view.input().set(new DifficultyInput(Optional.of(task), Optional.empty()));
            session.run();
            jobs.list().getFirst().cancel();
        });
        Fx.until("no progress", () -> jobs.running().isEmpty() && view.progress().get() == DifficultyModel.IDLE);
        assertNull(view.findings().get());
        assertEquals(List.of(), failures);
    }

    @Test
    void anotherModelForgetsTheTask() throws IOException {
        run(task(", \"answer\": 0"), Optional.empty());
        Fx.until("found", () -> view.findings().get() != null);
        Fx.run(() -> open.set(null));
        assertNull(view.findings().get());
    }
}
