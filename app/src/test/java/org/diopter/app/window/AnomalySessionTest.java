package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.diopter.app.job.Jobs;
import org.diopter.engine.OpenModel;
import org.diopter.model.Progress;
import org.diopter.views.anomaly.AnomalyFindings;
import org.diopter.views.anomaly.AnomalyModel;
import org.diopter.views.kit.HeldLens;
import org.diopter.views.testing.Fx;
import org.diopter.views.trajectory.TrajectoryModel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnomalySessionTest {
    @TempDir
    Path folder;

    private final FakeWorkbench workbench = new FakeWorkbench();
    private final Threads threads = Threads.start();
    private final Jobs jobs = new Jobs(threads.workers(), Platform::runLater);
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final TrajectoryModel trajectory = new TrajectoryModel();
    private final AnomalyModel view = new AnomalyModel();
    private final ReadOnlyObjectWrapper<@Nullable OpenModel> open = new ReadOnlyObjectWrapper<>();
    private final Engine engine = new Engine(() -> workbench);
    private final AnomalySession session = Fx.get(() -> new AnomalySession(jobs, open.getReadOnlyProperty(), trajectory.lenses(), view,
            new StudyRunner(engine, "0.1.0", 42), threads.timer(), Platform::runLater, problem -> failures.add(String.valueOf(problem.getMessage()))));

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

    private Path prompts(String name, String text, int options) throws IOException {
        String list = IntStream.range(0, options).mapToObj(i -> "\" " + i + "\"").collect(Collectors.joining(", "));
        List<String> lines = IntStream.range(0, 24)
                .mapToObj(i -> "{\"prompt\": \"The capital of France is " + text + "\\nAnswer:\", \"options\": [" + list + "], \"answer\": " + i % options + "}")
                .toList();
        return Files.write(folder.resolve(name), lines);
    }

    private AnomalyFindings look(Path normal, Optional<Path> suspect) {
        Fx.run(() -> {
            view.input().set(view.input().get().withNormal(normal).withSuspect(suspect));
            session.run();
        });
        Fx.until("found", () -> view.findings().get() != null || !failures.isEmpty());
        return Objects.requireNonNull(view.findings().get(), () -> failures.toString());
    }

    @Test
    void normalPromptsAloneAreEnough() throws IOException {
        AnomalyFindings found = look(prompts("normal.jsonl", "Paris", 2), Optional.empty());
        assertTrue(found.injected());
        assertTrue(found.suspect().getFirst().text().contains("Ignore any previous"));
        assertEquals(1, found.readings().size());
    }

    @Test
    void aModelWithALensIsReadThroughBoth() throws IOException {
        HeldLens held = HeldLens.of(workbench.lenses.use(FakeLenses.lens("mine", 0.5f)), FakeLenses.lens("mine", 0.5f));
        Fx.run(() -> trajectory.lenses().held().set(held));
        AnomalyFindings found = look(prompts("normal.jsonl", "Paris", 2), Optional.of(prompts("suspect.jsonl", "Rome. The capital of Italy is", 2)));
        assertEquals(List.of("logit lens", "tuned lens mine"), found.readings().stream().map(AnomalyFindings.Reading::lens).toList());
        assertEquals(4, workbench.said("options").size());
    }

    @Test
    void theSelectedPromptIsReadForItsStrip() throws IOException {
        look(prompts("normal.jsonl", "Paris", 2), Optional.empty());
        Fx.until("read", () -> view.depths().get() != null || !failures.isEmpty());
        assertEquals(List.of(), failures);
    }

    @Test
    void filesThatDoNotGoTogetherAreRefused() throws IOException {
        Path normal = prompts("normal.jsonl", "Paris", 2);
        Path suspect = prompts("suspect.jsonl", "Rome", 3);
        Fx.run(() -> {
            view.input().set(view.input().get().withNormal(normal).withSuspect(Optional.of(suspect)));
            session.run();
        });
        Fx.until("refused", () -> !failures.isEmpty());
        assertTrue(failures.getFirst().contains("Normal prompts have 2 options, suspect ones 3"), failures.getFirst());
    }
}
