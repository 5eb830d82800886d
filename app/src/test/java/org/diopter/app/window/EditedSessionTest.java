package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.diopter.engine.edit.ComponentMask;
import org.diopter.engine.edit.Edit;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.edit.ReduceRank;
import org.diopter.engine.edit.SkipPart;
import org.diopter.engine.edit.ZeroMatrix;
import org.diopter.views.edits.EditStackModel;
import org.diopter.views.edits.EditedRun;
import org.diopter.views.edits.Runs;
import org.diopter.views.edits.Show;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.kit.Findings;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.Words;
import org.diopter.views.trajectory.TrajectoryModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EditedSessionTest {
    private static final Edit SKIP = new SkipPart(2, SkipPart.Part.MLP);

    private final RunningStudy running = new RunningStudy();
    private final FakeWorkbench workbench = running.workbench;
    private final TrajectoryModel view = running.view;
    private final Runs runs = running.runs;
    private final EditStackModel stack = running.stack;

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @BeforeEach
    void openAndRun() {
        running.openAndRun();
    }

    @AfterEach
    void close() throws InterruptedException {
        running.close();
    }

    private static Edit rank(String rho) {
        return new ReduceRank(new MatrixId(2, MatrixKind.MLP_DOWN), ComponentMask.Share.of(rho));
    }

    private void untilRun(EditStack edits) {
        Fx.until("B under " + edits.texts(), () -> {
            EditedRun run = runs.edited().get();
            return run != null && run.run().study().edits().equals(edits) && run.run().trajectory().isComplete() && running.jobs.running().isEmpty();
        });
    }

    private EditedRun edited() {
        return Objects.requireNonNull(runs.edited().get());
    }

    private List<String> edits() {
        return workbench.edits.stream().map(edits -> String.join(" + ", edits.texts())).toList();
    }

    @Test
    void anEditIsRunAndShownWithItsCone() {
        Fx.run(() -> stack.add(SKIP));
        untilRun(EditStack.of(SKIP));
        assertEquals(Show.EDITED, runs.show().get());
        assertSame(edited().run(), view.findings().get());
        TrajectoryFigure figure = Objects.requireNonNull(view.figure().get());
        assertTrue(figure.comparison().cone().contains(3, 0));
        assertEquals("skip:block=2,part=mlp", edited().run().provenance().edits());
    }

    @Test
    void whatNeedsNoOtherSessionsIsComparedWithTheRunThatIsThere() {
        Fx.run(() -> stack.add(SKIP));
        untilRun(EditStack.of(SKIP));
        assertSame(runs.baseline().get(), edited().baseline());
        assertEquals(List.of("", "skip:block=2,part=mlp", "skip:block=2,part=mlp"), edits());
    }

    @Test
    void anEditOfAMatrixIsComparedWithARunOfItsOwnKindThatIsMadeOnce() {
        Fx.run(() -> stack.add(rank("0.5")));
        untilRun(EditStack.of(rank("0.5")));
        Fx.run(() -> stack.amend(0, rank("0.4")));
        untilRun(EditStack.of(rank("0.4")));
        assertEquals(EditStack.of(rank("0.5")).neutral(), edited().baseline().study().edits());
        assertEquals(1, edits().stream().filter(edits -> edits.equals("rank:block=2,matrix=mlp.down,rho=1")).count());
    }

    @Test
    void layersTheEditsCannotChangeAreNotReadBeforeTheFirstPicture() {
        Fx.run(() -> stack.add(SKIP));
        untilRun(EditStack.of(SKIP));
        assertEquals(List.of(false, true, false), workbench.readings.stream().map(reading -> reading.changedOnly()).toList());
    }

    @Test
    void ofManyStepsOfASliderTheLastIsShown() {
        int steps = 80;
        Fx.run(() -> {
            stack.add(rank("0.9"));
            for (int i = steps; i >= 10; i--) {
                stack.amend(0, rank("0." + i));
            }
        });
        untilRun(EditStack.of(rank("0.1")));
        // How many find time to run depends on the machine; every step would be three.
        assertTrue(workbench.runs() < steps, workbench.runs() + " runs");
    }

    @Test
    void aRunThatIsNotYoungAnyMoreIsStoppedForANewerWish() {
        workbench.hold();
        Fx.run(() -> stack.add(SKIP));
        Fx.until("running", () -> workbench.runs() == 2);
        Fx.run(() -> stack.add(new ZeroMatrix(new MatrixId(0, MatrixKind.MLP_DOWN))));
        Fx.until("stopped", () -> workbench.said("cancelled").size() == 1);
        workbench.letGo();
        untilRun(stack.active().get());
    }

    @Test
    void withoutActiveEditsTheModelAsItIsIsShown() {
        Fx.run(() -> stack.add(SKIP));
        untilRun(EditStack.of(SKIP));
        Fx.run(() -> stack.toggleMuted(0));
        assertEquals(Show.BASELINE, runs.show().get());
        assertSame(runs.baseline().get(), view.findings().get());
        assertNull(runs.edited().get());
        Fx.run(() -> stack.toggleMuted(0));
        untilRun(EditStack.of(SKIP));
        assertEquals(Show.EDITED, runs.show().get());
    }

    @Test
    void holdingTheBaselineShowsItForAMoment() {
        Fx.run(() -> stack.add(SKIP));
        untilRun(EditStack.of(SKIP));
        int before = workbench.runs();
        Fx.run(() -> runs.held().set(true));
        assertSame(runs.baseline().get(), view.findings().get());
        Fx.run(() -> runs.held().set(false));
        assertSame(edited().run(), view.findings().get());
        assertEquals(before, workbench.runs());
    }

    @Test
    void bothRunsStandBesideEachOtherOverOneRange() {
        Fx.run(() -> {
            stack.add(SKIP);
            runs.wanted().set(Show.BOTH);
            view.fitRange(true);
        });
        untilRun(EditStack.of(SKIP));
        TrajectoryFigure a = Objects.requireNonNull(view.besideFigure().get());
        TrajectoryFigure b = Objects.requireNonNull(view.figure().get());
        assertSame(edited().baseline().trajectory(), a.trajectory());
        assertEquals(a.range(), b.range());
    }

    @Test
    void theDifferenceIsOfBothRuns() {
        Fx.run(() -> {
            stack.add(SKIP);
            runs.wanted().set(Show.DIFFERENCE);
        });
        untilRun(EditStack.of(SKIP));
        TrajectoryFigure figure = Objects.requireNonNull(view.figure().get());
        assertTrue(figure.comparison().difference());
        assertSame(edited().baseline().trajectory(), figure.comparison().baseline().orElseThrow());
    }

    @Test
    void theNetEffectFollowsOnceTheEditsRest() {
        Fx.run(() -> stack.add(SKIP));
        Fx.until("the effect", () -> runs.effect().get() != null);
        assertEquals(edited().run().trajectory().positions() - 1, Objects.requireNonNull(runs.effect().get()).position());
        Fx.run(() -> stack.toggleMuted(0));
        assertNull(runs.effect().get());
    }

    @Test
    void anEditThatTheModelCannotTakeIsExplainedUnderTheStack() {
        workbench.refusedEdit = "zero:";
        Fx.run(() -> stack.add(new ZeroMatrix(new MatrixId(9, MatrixKind.MLP_DOWN))));
        Fx.until("explained", () -> !running.edited.trouble().get().isEmpty());
        assertSame(runs.baseline().get(), view.findings().get());
        Fx.run(stack::undo);
        assertEquals("", running.edited.trouble().get());
        assertEquals(List.of(), List.copyOf(running.heard));
    }

    @Test
    void anotherPromptIsRunUnderTheSameEdits() {
        Fx.run(() -> stack.add(SKIP));
        untilRun(EditStack.of(SKIP));
        Fx.run(() -> running.prompt.text().set("The capital"));
        Fx.run(running.study::runNow);
        int length = new Words().encode("The capital").tokens().length();
        Fx.until("B of the other prompt", () -> {
            Findings shown = view.findings().get();
            return shown != null && shown.trajectory().positions() == length && shown.study().edits().equals(EditStack.of(SKIP));
        });
    }

    @Test
    void whatIsKnownOfAnotherModelIsForgotten() {
        Fx.run(() -> stack.add(SKIP));
        untilRun(EditStack.of(SKIP));
        workbench.sha256 = "77";
        Fx.run(() -> running.models.open("two", _ -> Path.of("models", "two")));
        Fx.until("B of two", () -> runs.edited().get() != null && runs.edited().get().run().study().model().name().equals("two"));
        assertEquals("two", Objects.requireNonNull(view.findings().get()).study().model().name());
    }
}
