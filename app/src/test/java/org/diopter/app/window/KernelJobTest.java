package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.diopter.app.job.Job;
import org.diopter.views.cache.CacheModel;
import org.diopter.views.cache.CachePage;
import org.diopter.views.cache.PolicyForm;
import org.diopter.views.kernels.BlockCurve;
import org.diopter.views.kernels.KernelForm;
import org.diopter.views.kernels.KernelModel;
import org.diopter.views.kernels.KernelPhase;
import org.diopter.views.testing.Fx;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kernels of the bundled model are trained in the window.
class KernelJobTest {
    private static final KernelForm SMALL =
            KernelForm.INITIAL.withPolicy("a2sf:alpha=0.5,ratio=0.2").withBlocks("0-1").withHidden(8).withRank(2).withEpochs(2).withLength(24).withPieces(4);

    @TempDir
    Path home;

    private @Nullable MainWindow opened;

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @BeforeEach
    void open() {
        opened = RealWindow.open(home, "The capital of France is Paris. The capital of Norway is Oslo. The capital of Italy is");
        RealWindow.show(window(), desk());
    }

    @AfterEach
    void close() throws InterruptedException {
        RealWindow.close(window());
    }

    private MainWindow window() {
        return Objects.requireNonNull(opened);
    }

    private CacheDesk desk() {
        return window().desks().get(CacheDesk.class);
    }

    private KernelModel model() {
        return desk().kernelModel();
    }

    private void train(KernelForm form) {
        Fx.run(() -> {
            model().form().set(form);
            window().actions().get("run.train-kernels").fire();
        });
    }

    private KernelPhase.Ended untilEnded() {
        Fx.until("the end", () -> !model().running().get());
        return assertInstanceOf(KernelPhase.Ended.class, Fx.get(() -> model().phase().get()));
    }

    private void untilInEpochs() {
        Fx.until("epochs", () -> model().curves().get().stream().anyMatch(curve -> !curve.epochs().isEmpty()));
    }

    @Test
    void trainedKernelsBecomeTheFirstPolicyAndRun() {
        train(SMALL);
        KernelPhase.Ended ended = untilEnded();
        assertTrue(ended.complete());
        assertEquals(List.of(0, 1), model().curves().get().stream().map(BlockCurve::block).toList());
        assertTrue(model().curves().get().stream().allMatch(curve -> curve.epochs().size() == 2 && curve.without().sparse() > 0));
        assertTrue(Files.isRegularFile(ended.folder().resolve("block-001.safetensors")));
        PolicyForm form = Fx.get(() -> desk().model().form(0).get());
        assertEquals(PolicyForm.Kind.LESS_A2SF, form.kind());
        assertEquals(ended.folder(), form.kernels().orElseThrow());
        assertEquals("0.5", form.alpha());
        Fx.run(desk()::look);
        Fx.until("the policy runs", () -> {
            CacheModel.Known known = desk().model().known().get();
            return known != null && known.asked().getFirst().equals(form);
        });
        assertEquals("", Fx.get(() -> desk().model().trouble().get()));
        assertTrue(window().place().settings().kernels().isEmpty());
    }

    @Test
    void stoppingKeepsTheBestSoFarAndOffersNothingToGoOnWith() {
        train(SMALL.withEpochs(4_000));
        untilInEpochs();
        Fx.run(desk()::pause);
        assertTrue(assertInstanceOf(KernelPhase.Running.class, Fx.get(() -> model().phase().get())).paused());
        Fx.run(desk()::stop);
        KernelPhase.Ended ended = untilEnded();
        assertEquals(1, ended.blocks());
        assertTrue(Files.isRegularFile(ended.folder().resolve("block-000.safetensors")));
        assertNull(Fx.get(() -> model().unfinished().get()));
    }

    @Test
    void aTrainingThatIsBrokenOffGoesOnInTheSameFolderFromWhereItWas() {
        train(SMALL.withBlocks("0").withEpochs(400));
        untilInEpochs();
        Fx.run(() -> window().place().jobs().running().forEach(Job::cancel));
        KernelPhase.Ended first = untilEnded();
        int before = model().curves().get().getFirst().epochs().size();
        assertNotNull(Fx.get(() -> model().unfinished().get()));
        Fx.run(desk()::resume);
        Fx.until("further", () -> model().curves().get().stream().anyMatch(curve -> curve.epochs().size() > before));
        Fx.run(desk()::stop);
        assertEquals(first.folder(), untilEnded().folder());
    }

    @Test
    void aPolicyThatWasChangedMeanwhileStaysUntilTheKernelsAreTaken() {
        train(SMALL.withEpochs(4_000));
        untilInEpochs();
        PolicyForm other = PolicyForm.INITIAL.with(PolicyForm.Kind.LOCAL);
        Fx.run(() -> desk().model().form(0).set(other));
        Fx.run(desk()::stop);
        KernelPhase.Ended ended = untilEnded();
        assertEquals(Optional.empty(), ended.taken());
        assertEquals(other, Fx.get(() -> desk().model().form(0).get()));
        Fx.run(desk()::use);
        assertEquals(Optional.of(KernelPhase.Side.FIRST), untilEnded().taken());
        assertEquals(ended.folder(), Fx.get(() -> desk().model().form(0).get().kernels().orElseThrow()));
    }

    @Test
    void whatCannotBeTrainedIsSaidAtOnce() {
        train(SMALL.withPolicy("a2sf:alpha=2,ratio=0.2"));
        KernelPhase.Failed failed = assertInstanceOf(KernelPhase.Failed.class, Fx.get(() -> model().phase().get()));
        assertEquals("D-402", failed.code());
        assertTrue(failed.sentence().contains("outside 0 to 1"), failed.sentence());
    }

    @Test
    void theFormOfAPolicyLeadsToTheTrainingOfItsKernels() {
        Fx.run(() -> {
            desk().model().form(1).set(PolicyForm.INITIAL.with(PolicyForm.Kind.LESS).withShare("0.15"));
            desk().trainKernels(1);
        });
        assertEquals(CachePage.TRAINING, desk().model().page().get());
        assertEquals("h2o:ratio=0.15", model().form().get().policy());
    }
}
