package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
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
import org.diopter.app.job.Job;
import org.diopter.app.job.Jobs;
import org.diopter.app.settings.Settings;
import org.diopter.app.settings.SettingsFile;
import org.diopter.engine.OpenModel;
import org.diopter.engine.lens.files.LensFiles;
import org.diopter.engine.lens.training.TrainedLens.End;
import org.diopter.model.Progress;
import org.diopter.views.kit.HeldLens;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.MadeUp;
import org.diopter.views.testing.Words;
import org.diopter.views.training.TrainingForm;
import org.diopter.views.training.TrainingModel;
import org.diopter.views.training.TrainingPage;
import org.diopter.views.training.TrainingPhase;
import org.diopter.views.trajectory.TrajectoryModel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingSessionTest {
    @TempDir
    Path home;

    private final FakeWorkbench workbench = new FakeWorkbench();
    private final Threads threads = Threads.start();
    private final Jobs jobs = new Jobs(threads.workers(), Platform::runLater);
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final TrajectoryModel trajectory = new TrajectoryModel();
    private final TrainingModel view = new TrainingModel();
    private final ReadOnlyObjectWrapper<@Nullable OpenModel> open = new ReadOnlyObjectWrapper<>();
    private final Engine engine = new Engine(() -> workbench);
    private @Nullable Settings settings;
    private @Nullable TrainingSession session;

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @BeforeEach
    void openAModel() throws IOException {
        Path text = Files.writeString(home.resolve("text.txt"), Words.PROMPT.repeat(20));
        Fx.run(() -> {
            settings = new SettingsFile(home, threads.timer()).open();
            LensSession lenses = Lenses.session(engine, jobs, trajectory, threads, heard);
            session = new TrainingSession(jobs, open.getReadOnlyProperty(), view, lenses, settings,
                    new SampleText(TrainingSessionTest.class.getClassLoader(), "no/such", home), home,
                    (_, _) -> MadeUp.findings(Words.PROMPT).provenance(), Platform::runLater, problem -> heard.add("failed " + problem.getMessage()));
            OpenModel model = workbench.open(Path.of("models", "one"), Progress.NONE);
            lenses.opened(model, Optional.empty());
            open.set(model);
            view.form().set(TrainingForm.INITIAL.withFiles(List.of(text)).withLength(8));
        });
    }

    @AfterEach
    void close() throws InterruptedException {
        Fx.run(jobs::close);
        workbench.close();
        threads.close(Duration.ofSeconds(5));
    }

    private TrainingSession session() {
        return Objects.requireNonNull(session);
    }

    private Settings settings() {
        return Objects.requireNonNull(settings);
    }

    private TrainingPhase.Ended untilEnded() {
        Fx.until("ended", () -> view.phase().get() instanceof TrainingPhase.Ended);
        return assertInstanceOf(TrainingPhase.Ended.class, view.phase().get());
    }

    @Test
    void aTrainedLensIsKeptAndLookedThrough() {
        Fx.run(session()::start);
        assertInstanceOf(End.Finished.class, untilEnded().end());
        assertTrue(view.packing().get().matches("[0-9,]+ tokens in [0-9]+ sequences; .* between documents; [0-9] left over at the end\\.|"
                + "[0-9,]+ tokens in [0-9]+ sequences; .* before every document.*; [0-9] left over at the end\\."), view.packing().get());
        Fx.until("looked through", () -> trajectory.lenses().held().get() != null);
        HeldLens held = Objects.requireNonNull(trajectory.lenses().held().get());
        assertEquals(held.choice().name(), LensFiles.open(home.resolve("lenses").resolve("one").resolve(held.choice().name())).lens().name());
        assertEquals(11L * MadeUp.LAYERS, view.curve().get().points().size());
        assertNull(settings().training().get());
    }

    @Test
    void stoppingKeepsTheBestAndOffersNothingToGoOnWith() {
        workbench.lenses.until = 3;
        Fx.run(session()::start);
        Fx.until("under way", () -> view.phase().get() instanceof TrainingPhase.Running r && r.progress() != null && r.progress().step() == 3);
        assertNotNull(settings().training().get());
        Fx.run(session()::pause);
        assertTrue(((TrainingPhase.Running) view.phase().get()).paused());
        Fx.run(session()::stop);
        assertEquals(new End.Stopped(3), untilEnded().end());
        Fx.until("looked through", () -> trajectory.lenses().held().get() != null);
        assertNull(settings().training().get());
        assertNull(view.unfinished().get());
    }

    @Test
    void aTrainingThatIsBrokenOffIsOfferedAndGoesOnFromWhereItWas() {
        workbench.lenses.until = 3;
        Fx.run(session()::start);
        Fx.until("under way", () -> view.phase().get() instanceof TrainingPhase.Running r && r.progress() != null);
        Fx.run(() -> jobs.running().forEach(Job::cancel));
        untilEnded();
        assertEquals(view.form().get(), view.unfinished().get());
        workbench.lenses.until = Integer.MAX_VALUE;
        Fx.run(session()::resume);
        Fx.until("finished", () -> view.phase().get() instanceof TrainingPhase.Ended ended && ended.end() instanceof End.Finished);
        assertEquals(List.of(false, true), workbench.lenses.resumed);
        assertNull(settings().training().get());
    }

    @Test
    void aTrainingEndsWithItsModelAndIsOfferedForNoOther() {
        workbench.lenses.until = 3;
        Fx.run(session()::start);
        Fx.until("under way", () -> view.phase().get() instanceof TrainingPhase.Running r && r.progress() != null);
        OpenModel first = Objects.requireNonNull(open.get());
        workbench.sha256 = "77";
        Fx.run(() -> open.set(workbench.open(Path.of("models", "two"), Progress.NONE)));
        Fx.until("ended", () -> jobs.running().isEmpty());
        assertInstanceOf(TrainingPhase.Idle.class, Fx.get(() -> view.phase().get()));
        assertNull(view.unfinished().get());
        Fx.run(() -> open.set(first));
        assertEquals(view.form().get(), view.unfinished().get());
    }

    @Test
    void aDivergedTrainingWaitsForTheUsersWord() {
        workbench.lenses.diverges = 4;
        Fx.run(session()::start);
        assertEquals(new End.Diverged(4, 2, 3), untilEnded().end());
        assertNull(trajectory.lenses().held().get());
        Fx.run(session()::keep);
        Fx.until("looked through", () -> trajectory.lenses().held().get() != null);
        assertTrue(untilEnded().kept());
    }

    @Test
    void afterADivergenceHalfTheRateIsTried() {
        workbench.lenses.diverges = 4;
        Fx.run(session()::start);
        untilEnded();
        workbench.lenses.diverges = Integer.MAX_VALUE;
        Fx.run(session()::restartAtHalfTheRate);
        Fx.until("finished", () -> view.phase().get() instanceof TrainingPhase.Ended ended && ended.end() instanceof End.Finished);
        assertEquals(0.5, workbench.lenses.plans.getLast().rate());
    }

    @Test
    void layersThatAreNotThereAreSaidAtOnce() {
        Fx.run(() -> {
            view.form().set(view.form().get().withLayers("99"));
            session().start();
        });
        assertEquals("D-205", assertInstanceOf(TrainingPhase.Failed.class, view.phase().get()).code());
        assertEquals(List.of(), workbench.lenses.plans);
    }

    @Test
    void aTextThatIsTooShortIsSaid() {
        Fx.run(() -> {
            view.form().set(view.form().get().withLength(2_000));
            session().start();
        });
        Fx.until("failed", () -> view.phase().get() instanceof TrainingPhase.Failed);
        assertEquals("D-305", assertInstanceOf(TrainingPhase.Failed.class, view.phase().get()).code());
    }

    @Test
    void aJudgedLensIsShown() {
        HeldLens held = HeldLens.of(workbench.lenses.use(FakeLenses.lens("mine", 0.5f)), FakeLenses.lens("mine", 0.5f));
        Fx.run(() -> session().judge(view.form().get().files(), Optional.of(held)));
        Fx.until("judged", () -> view.judgement().get() != null);
        assertEquals(TrainingPage.JUDGING, view.page().get());
        assertEquals("tuned lens mine", Objects.requireNonNull(view.judgement().get()).lens());
        assertEquals(MadeUp.LAYERS + 1, Objects.requireNonNull(view.judgement().get()).similarity().length);
    }
}
