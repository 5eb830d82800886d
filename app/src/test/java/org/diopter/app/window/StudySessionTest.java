package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.diopter.app.job.Job;
import org.diopter.app.job.Jobs;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.SelfCheck;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.lens.files.LensWriter;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.ColorMap;
import org.diopter.views.figure.Quantity;
import org.diopter.views.figure.Unit;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.HeldLens;
import org.diopter.views.prompt.PromptModel;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.Words;
import org.diopter.views.trajectory.LensMode;
import org.diopter.views.trajectory.TrajectoryModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudySessionTest {
    private final FakeWorkbench workbench = new FakeWorkbench();
    private final Threads threads = Threads.start();
    private final Jobs jobs = new Jobs(threads.workers(), Platform::runLater);
    private final PromptModel prompt = new PromptModel(List.of());
    private final TrajectoryModel view = new TrajectoryModel();
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final Engine engine = new Engine(() -> workbench);
    private final LensSession lenses = Fx.get(() -> Lenses.session(engine, jobs, view, threads, heard));
    private final Heard listener = new Heard();
    private final ModelSession models = Fx.get(() -> new ModelSession(engine, jobs, lenses, listener));
    private final StudySession session = Fx.get(() -> new StudySession(models, jobs, prompt, view, new StudyRunner(engine, "0.1.0", 42),
            threads.timer(), Platform::runLater, listener));

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @AfterEach
    void close() throws InterruptedException {
        workbench.letGo();
        Fx.run(session::close);
        workbench.close();
        threads.close(Duration.ofSeconds(5));
    }

    private final class Heard implements ModelSession.Listener, StudySession.Listener {
        @Override
        public void opened(OpenModel model) {
            heard.add("opened " + model.id().name());
        }

        @Override
        public void notOpened(String name, Throwable problem, Runnable withLowMemory) {
            heard.add("not opened " + name);
        }

        @Override
        public void proved(OpenModel model, SelfCheck check) {}

        @Override
        public void notProved(Throwable problem) {
            heard.add("not proved " + problem.getMessage());
        }

        @Override
        public void ran(Duration took) {
            heard.add("ran");
        }

        @Override
        public void notRun(Throwable problem) {
            heard.add("not run " + problem.getMessage());
        }
    }

    private void type(String text) {
        Fx.run(() -> prompt.text().set(text));
    }

    private void open(String name) {
        Fx.run(() -> models.open(name, _ -> Path.of("models", name)));
    }

    private void openAndRun(String text) {
        type(text);
        open("one");
        untilShown(text);
    }

    private void untilShown(String text) {
        int length = new Words().encode(text).tokens().length();
        Fx.until("the grid of " + text, () -> {
            Findings f = view.findings().get();
            return f != null && f.trajectory().isComplete() && f.trajectory().positions() == length;
        });
    }

    private Trajectory shown() {
        return Objects.requireNonNull(view.findings().get()).trajectory();
    }

    @Test
    void openingAModelLeadsToAFinishedGridWithoutAnotherClick() {
        openAndRun(Words.PROMPT);
        assertTrue(shown().isComplete());
        Fx.until("checked", () -> models.check().get() != null);
        assertEquals(List.of("opened one", "ran"), List.copyOf(heard));
    }

    @Test
    void theSelectedPositionIsReadFirst() {
        openAndRun(Words.PROMPT);
        assertEquals(shown().positions() - 1, workbench.readings.getFirst().first());
    }

    @Test
    void typingRunsTheModelOnceAfterTheQuiet() {
        openAndRun("The");
        int before = workbench.runs();
        type("The capital");
        type("The capital of");
        type("The capital of France");
        untilShown("The capital of France");
        assertEquals(before + 1, workbench.runs());
    }

    @Test
    void aNewPromptStopsTheRunOfTheOldOneAndItsResultIsDropped() {
        openAndRun("The");
        workbench.hold();
        type("The capital of");
        Fx.run(session::runNow);
        Fx.until("running", () -> workbench.runs() == 2);
        type("The capital of France is");
        Fx.run(session::runNow);
        workbench.letGo();
        untilShown("The capital of France is");
        assertEquals(List.of("cancelled 4"), workbench.said("cancelled"));
    }

    @Test
    void aLongerTextThatWaitsForItsTurnDoesNotReplaceWhatIsTypedMeanwhile() {
        openAndRun("The");
        workbench.hold();
        Fx.run(session::runNow);
        Fx.until("running", () -> workbench.runs() == 2);
        Fx.run(() -> session.follow(PromptTokens.of("The capital", Objects.requireNonNull(models.model().get()))));
        type("The capital of France");
        workbench.letGo();
        untilShown("The capital of France");
        assertEquals("The capital of France", prompt.text().get());
    }

    @Test
    void anotherStatisticMapUnitOrOrientationDoesNotRunTheModel() {
        openAndRun(Words.PROMPT);
        Trajectory before = shown();
        int runs = workbench.runs();
        Fx.run(() -> {
            for (Statistic statistic : Statistic.values()) {
                view.change(look -> look.withQuantity(new Quantity.OfCell(statistic)));
            }
            view.change(look -> look.withMap(ColorMap.CIVIDIS).withUnit(Unit.BITS).withStride(2));
            view.transpose();
            view.fitRange(true);
        });
        assertEquals(runs, workbench.runs());
        assertSame(before, shown());
    }

    private HeldLens useLens() {
        return Fx.get(() -> {
            Lens lens = FakeLenses.lens("mine", 0.5f);
            HeldLens held = HeldLens.of(workbench.lenses.use(lens), lens);
            lenses.use(Path.of("lenses", "mine"), held);
            return held;
        });
    }

    private LensChoice lensShown() {
        return Objects.requireNonNull(view.findings().get()).study().lens();
    }

    @Test
    void aLensReadsTheSameTokensAgain() {
        openAndRun(Words.PROMPT);
        HeldLens held = useLens();
        Fx.until("read through the lens", () -> lensShown().equals(held.choice()));
        Fx.run(() -> view.lenses().wanted().set(LensMode.LOGIT));
        Fx.until("the logit lens again", () -> lensShown().equals(new LensChoice.Logit()));
        assertEquals("logit lens", Objects.requireNonNull(view.findings().get()).provenance().lens());
    }

    @Test
    void provenanceNamesTheLens() {
        openAndRun(Words.PROMPT);
        HeldLens held = useLens();
        Fx.until("read through the lens", () -> lensShown().equals(held.choice()));
        assertEquals("tuned lens mine", Objects.requireNonNull(view.findings().get()).provenance().lens());
        assertEquals(held.choice().sha256(), Objects.requireNonNull(view.findings().get()).provenance().lensSha256());
    }

    @Test
    void bothLensesAreReadWithTheTunedOneInTheGrid() {
        BesideSession beside = Fx.get(() -> new BesideSession(engine, new StudyRunner(engine, "0.1.0", 42), jobs, models.model(), view, threads.timer(),
                Platform::runLater, problem -> heard.add(String.valueOf(problem))));
        assertNotNull(beside);
        openAndRun(Words.PROMPT);
        HeldLens held = useLens();
        Fx.run(() -> view.lenses().wanted().set(LensMode.BOTH));
        Fx.until("both", () -> lensShown().equals(held.choice()) && view.beside().filter(f -> f.trajectory().isComplete()).isPresent());
        assertEquals(new LensChoice.Logit(), view.beside().orElseThrow().study().lens());
        Fx.run(() -> view.change(look -> look.withQuantity(view.quantities().getLast())));
        Fx.until("compared", () -> view.lenses().difference().get() != null);
        assertEquals(List.of("difference"), workbench.said("difference"));
    }

    @Test
    void runsWhileTheModelProvesItselfAskForNoSecondProof() {
        workbench.checking = new CountDownLatch(1);
        openAndRun(Words.PROMPT);
        Fx.until("its proof", () -> workbench.said("check").size() == 1);
        Fx.run(session::runNow);
        Fx.until("a second run", () -> heard.stream().filter("ran"::equals).count() == 2);
        Fx.run(models::proveAgain);
        workbench.checking.countDown();
        Fx.until("proved", () -> models.check().get() != null);
        assertEquals(List.of("check one"), workbench.said("check"));
    }

    @Test
    void whatCouldNotBeProvedIsTriedAgainByTheUserOnly() {
        workbench.checkFails = true;
        openAndRun(Words.PROMPT);
        Fx.until("the failure", () -> heard.stream().anyMatch(said -> said.startsWith("not proved")));
        Fx.run(session::runNow);
        Fx.until("a second run", () -> heard.stream().filter("ran"::equals).count() == 2 && jobs.running().isEmpty());
        assertEquals(List.of("check one"), workbench.said("check"));
        Fx.run(models::proveAgain);
        Fx.until("proved", () -> models.check().get() != null);
    }

    @Test
    void lensesAreComparedWhenBothHaveBeenReadWhole() {
        assertNotNull(Fx.get(() -> new BesideSession(engine, new StudyRunner(engine, "0.1.0", 42), jobs, models.model(), view, threads.timer(),
                Platform::runLater, problem -> heard.add(String.valueOf(problem)))));
        openAndRun(Words.PROMPT);
        useLens();
        Fx.run(() -> view.lenses().wanted().set(LensMode.BOTH));
        Fx.until("both", () -> view.beside().filter(f -> f.trajectory().isComplete()).isPresent());
        Fx.run(() -> view.change(look -> look.withQuantity(view.quantities().getLast())));
        Fx.until("compared", () -> view.lenses().difference().get() != null);
        workbench.millis = 150;
        workbench.rest = new CountDownLatch(1);
        workbench.halfWay = study -> study.lens() instanceof LensChoice.Logit;
        type("The capital of France");
        Fx.until("the first columns", () -> view.beside().filter(f -> f.trajectory().positions() == 5 && !f.trajectory().isComplete()).isPresent());
        CountDownLatch later = new CountDownLatch(1);
        var _ = threads.timer().schedule(later::countDown, StudySession.QUIET.toMillis(), TimeUnit.MILLISECONDS);
        assertDoesNotThrow(() -> later.await());
        Fx.run(() -> {});
        workbench.rest.countDown();
        Fx.until("both whole", () -> view.beside().filter(f -> f.trajectory().isComplete()).isPresent());
        Fx.until("compared", () -> workbench.said("difference").size() == 2 && view.lenses().difference().get() != null);
    }

    @Test
    void aModelWhoseLensTakesTheLastMemoryIsClosedAgain(@TempDir Path folder) {
        openAndRun(Words.PROMPT);
        LensWriter.folder(FakeLenses.lens("mine", 0.5f), folder);
        HeldLens held = useLens();
        Fx.run(() -> lenses.use(folder, held));
        workbench.lenses.full = true;
        open("one");
        Fx.until("the failure", () -> heard.contains("not opened one"));
        assertEquals(List.of("close one"), workbench.said("close"));
    }

    @Test
    void anotherModelIsNotLookedAtThroughTheLensOfTheFirst() {
        openAndRun(Words.PROMPT);
        HeldLens held = useLens();
        Fx.until("read through the lens", () -> lensShown().equals(held.choice()));
        open("two");
        Fx.until("two", () -> Objects.requireNonNull(models.model().get()).id().name().equals("two") && lensShown().equals(new LensChoice.Logit()));
        assertNull(view.lenses().held().get());
    }

    @Test
    void aPinThatIsNotFollowedEverywhereIsReadOnce() {
        openAndRun(Words.PROMPT);
        int runs = workbench.runs();
        Fx.run(() -> view.togglePin(Words.id(" Naples")));
        Fx.until("read again", () -> workbench.runs() == runs + 1 && shown().tracked(0).length == new Words().size());
        assertTrue(workbench.readings.getLast().tracked().contains(Words.id(" Naples")));
        Fx.run(() -> view.togglePin(Words.id(" Milan")));
        Fx.run(() -> {});
        assertEquals(runs + 1, workbench.runs());
    }

    @Test
    void theRanksOfAnotherPositionAreReadWhenItIsSelected() {
        openAndRun(Words.PROMPT);
        int runs = workbench.runs();
        Fx.run(() -> view.selected().set(new Cell(2, 4)));
        Fx.until("read again", () -> workbench.runs() == runs + 1 && !Float.isNaN(shown().trackedRank(0, 4, shown().tracked(4)[0])));
        assertEquals(4, workbench.readings.getLast().first());
        assertEquals(new Cell(2, 4), view.selected().get());
    }

    @Test
    void whatTheModelDoesNotSeeIsSaidWhileItStandsInThePrompt() {
        openAndRun("The capital" + Words.LACKING);
        assertTrue(prompt.warning().get().contains("U+00A4"), prompt.warning().get());
        int runs = workbench.runs();
        Fx.run(() -> view.selected().set(new Cell(2, 1)));
        Fx.until("read again", () -> workbench.runs() == runs + 1);
        assertTrue(prompt.warning().get().contains("U+00A4"), "reading more of the same prompt took the warning away");
        type("The capital of");
        untilShown("The capital of");
        assertEquals("", prompt.warning().get());
    }

    @Test
    void aModelThatCannotBeOpenedLeavesTheOneBefore() {
        openAndRun("The capital");
        open("bad");
        Fx.until("refused", () -> heard.contains("not opened bad"));
        assertEquals("one", Objects.requireNonNull(models.model().get()).id().name());
        type("The capital of");
        untilShown("The capital of");
        assertEquals(List.of(), workbench.said("close "));
    }

    @Test
    void anotherModelDuringARunStopsItAndClosesTheOldModel() {
        openAndRun("The capital");
        workbench.hold();
        Fx.run(session::runNow);
        Fx.until("running", () -> workbench.runs() == 2);
        open("two");
        Fx.until("two", () -> heard.contains("opened two"));
        workbench.letGo();
        Fx.until("closed", () -> workbench.said("close one").size() == 1);
        Fx.until("run of two", () -> {
            Findings f = view.findings().get();
            return f != null && f.study().model().name().equals("two");
        });
        assertEquals(1, workbench.said("cancelled").size());
    }

    @Test
    void ofTwoModelsOpenedAtOnceTheLatestIsShown() {
        type("The");
        Fx.run(() -> {
            models.open("one", _ -> Path.of("models", "one"));
            models.open("two", _ -> Path.of("models", "two"));
        });
        untilShown("The");
        assertEquals("two", Objects.requireNonNull(models.model().get()).id().name());
        assertFalse(heard.contains("opened one"));
    }

    @Test
    void withoutAutoRunTypingMakesTheGridStaleAndRunsNothing() {
        openAndRun("The capital");
        int runs = workbench.runs();
        Fx.run(() -> prompt.autoRun().set(false));
        type("The capital of France");
        assertTrue(view.look().get().stale());
        Fx.until("counted", () -> prompt.count().get().equals("5 tokens"));
        assertEquals(runs, workbench.runs());
        Fx.run(session::runNow);
        untilShown("The capital of France");
        assertFalse(view.look().get().stale());
    }

    @Test
    void aPromptThatIsTooLongIsCutOnlyWhenAsked() {
        openAndRun("The");
        String longText = " the".repeat(100);
        type(longText);
        Fx.until("trouble", () -> prompt.trouble().get() != null);
        PromptModel.Trouble trouble = Objects.requireNonNull(prompt.trouble().get());
        assertEquals("D-201", trouble.code());
        assertEquals("101 tokens; the model takes 64. The first 37 would be cut.", trouble.sentence());
        assertTrue(view.look().get().stale());
        Fx.run(trouble.act());
        Fx.until("the last tokens", () -> shown().positions() == 64);
        assertNull(prompt.trouble().get());
    }

    @Test
    void withoutATokenizerIdsAreTyped() {
        workbench.withTokenizer = false;
        type("3 4 5");
        open("one");
        Fx.until("run", () -> view.findings().get() != null && shown().positions() == 3 && shown().isComplete());
        assertTrue(prompt.ids().get());
        type("3 4 x");
        Fx.until("trouble", () -> prompt.trouble().get() != null);
        assertEquals("D-106", Objects.requireNonNull(prompt.trouble().get()).code());
    }

    @Test
    void aSlowRunTurnsAutoRunOffAndSaysSo() {
        openAndRun("The");
        Fx.until("checked", () -> models.check().get() != null);
        workbench.millis = StudySession.SLOW.toMillis() + 100;
        type("The capital");
        untilShown("The capital");
        Fx.until("auto-run off", () -> !prompt.autoRun().get());
        assertTrue(prompt.remark().get().startsWith("Auto-run turned itself off"), prompt.remark().get());
    }

    @Test
    void closingForgetsTheCountThatWaits() {
        openAndRun("The capital");
        Fx.run(() -> prompt.autoRun().set(false));
        type("The capital of France is");
        Fx.run(session::close);
        List<String> started = new ArrayList<>();
        ObservableList<Job> list = jobs.list();
        Fx.run(() -> list.addListener((ListChangeListener<Job>) change -> {
            while (change.next()) {
                change.getAddedSubList().forEach(job -> started.add(job.name()));
            }
        }));
        CountDownLatch later = new CountDownLatch(1);
        var _ = threads.timer().schedule(later::countDown, StudySession.QUIET.toMillis(), TimeUnit.MILLISECONDS);
        assertDoesNotThrow(() -> later.await());
        Fx.run(() -> {});
        assertEquals(List.of(), started);
    }

    @Test
    void cancellingKeepsWhatIsShown() {
        openAndRun("The capital");
        Trajectory before = shown();
        workbench.hold();
        type("The capital of France is");
        Fx.run(session::runNow);
        Fx.until("running", () -> workbench.runs() == 2);
        Fx.run(session::cancel);
        Fx.until("cancelled", () -> workbench.said("cancelled").size() == 1);
        assertSame(before, shown());
        assertNotNull(view.figure().get());
    }
}
