package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.diopter.app.bundled.BundledKernels;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.lens.Trajectory;
import org.diopter.model.Progress;
import org.diopter.views.cache.CacheModel;
import org.diopter.views.cache.HeadChoiceModel;
import org.diopter.views.cache.OtherPolicies;
import org.diopter.views.cache.PolicyForm;
import org.diopter.views.edits.EditCards;
import org.diopter.views.edits.EditedRun;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.EvictionFigure;
import org.diopter.views.kit.Findings;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The cache view over the bundled model and its kernels.
class CacheJobTest {
    private static final int TOKENS = 17;

    @TempDir
    static Path folder;

    private final MainWindow window = RealWindow.open(folder, "The capital of France is Paris. The capital of Norway is Oslo. The capital of Italy is");
    private final CacheModel model = window.desks().get(CacheDesk.class).model();

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @BeforeEach
    void showTheView() {
        Fx.until("the example", () -> window.place().trajectory().findings().get() != null
                && window.place().trajectory().findings().get().trajectory().isComplete());
        Fx.run(() -> {
            window.welcome().set(false);
            window.place().show("cache");
        });
        Fx.until("a head", () -> model.look().get() != null && !model.running().get());
    }

    @AfterEach
    void close() throws InterruptedException {
        RealWindow.close(window);
    }

    private CacheModel.Known known() {
        return Objects.requireNonNull(model.known().get());
    }

    private void key(String node, KeyCode code) {
        Fx.run(() -> {
            Node target = window.stage().getScene().lookup(node);
            Event.fireEvent(target, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
        });
    }

    @Test
    void aShareOfThePromptIsKeptAndTheQueryIsThePositionOfAllViews() {
        int tokens = known().tokens();
        assertTrue(tokens >= TOKENS, tokens + " tokens");
        assertEquals(Math.round(0.3 * tokens), known().outcomes().getFirst().effect().budget());
        Fx.run(() -> model.goTo(tokens - 2));
        assertEquals(tokens - 2, Objects.requireNonNull(window.place().trajectory().selected().get()).position());
        Fx.run(() -> window.place().trajectory().selected().set(new Cell(3, 5)));
        assertEquals(5, model.query().get());
    }

    @Test
    void anotherHeadIsLookedAtWithoutRunningPoliciesAgain() {
        CacheModel.Known before = known();
        Fx.run(() -> model.lookAt(5, 2));
        Fx.until("the head", () -> model.look().get() != null && model.look().get().block() == 5 && model.look().get().head() == 2);
        assertEquals(before, known());
        EvictionFigure figure = Objects.requireNonNull(model.figure(0).get());
        assertEquals(new EvictionFigure.Place(5, 2), figure.place());
        assertTrue(figure.provenance().cache().startsWith("a2sf:alpha=0.1,ratio=0.3"), figure.provenance().cache());
    }

    @Test
    void aPolicyBesideIsRunWithTheKernelsThatComeWithTheModel() {
        Fx.run(() -> {
            model.form(1).set(PolicyForm.INITIAL.with(PolicyForm.Kind.LESS));
            model.beside().set(true);
        });
        Fx.until("two policies", () -> model.look().get() != null && model.look().get().seen().size() == 2);
        assertEquals("", Fx.get(() -> model.trouble().get()));
        assertNotNull(model.figure(1).get());
        assertTrue(known().uses().getLast().policy().text().startsWith("less:kernels="));
    }

    @Test
    void theOtherPoliciesAreRunForComparison() {
        Fx.until("the others", () -> model.others().result().get() != null && model.others().result().get().isComplete());
        assertEquals(List.of(PolicyForm.Kind.H2O, PolicyForm.Kind.STREAMING, PolicyForm.Kind.LOCAL, PolicyForm.Kind.LESS, PolicyForm.Kind.IDEAL, PolicyForm.Kind.RANDOM),
                Fx.get(() -> model.comparedWith().stream().map(OtherPolicies.Other::kind).toList()));
    }

    @Test
    void kernelsOfAnotherModelAreRefusedWithTheirFile() throws IOException {
        Path kernels = Files.createDirectory(folder.resolve("others"));
        BundledKernels.in(folder).reference(Progress.NONE);
        Path own = folder.resolve("kernels");
        byte[] file = Files.readAllBytes(Files.walk(own).filter(path -> path.endsWith("block-000.safetensors")).findFirst().orElseThrow());
        String sha = Objects.requireNonNull(window.place().models().model().get()).id().sha256();
        String other = new String(file, StandardCharsets.ISO_8859_1).replace(sha, "f".repeat(sha.length()));
        Files.write(kernels.resolve("block-000.safetensors"), other.getBytes(StandardCharsets.ISO_8859_1));
        CacheModel.Known before = known();
        Fx.run(() -> model.form(0).set(PolicyForm.INITIAL.with(PolicyForm.Kind.LESS).withKernels(Optional.of(kernels))));
        Fx.until("what is wrong", () -> !model.trouble().get().isEmpty());
        String said = Fx.get(() -> model.trouble().get());
        assertTrue(said.contains("‘block-000.safetensors’ in ‘" + kernels + "’ has kernels of another model (sha256 ffffffff, not " + sha.substring(0, 8)), said);
        assertTrue(said.contains("Choose kernels of this model") && said.contains("D-403"), said);
        assertEquals(before, known());
        Fx.run(() -> model.form(0).set(PolicyForm.INITIAL));
        Fx.until("it is put right", () -> model.trouble().get().isEmpty());
    }

    @Test
    void aFormThatKeepsNothingIsNotRun() {
        CacheModel.Known before = known();
        Fx.run(() -> model.form(0).set(model.form(0).get().withShare("0")));
        Fx.run(() -> window.desks().get(CacheDesk.class).run());
        assertFalse(Fx.get(() -> model.running().get()));
        assertEquals(before, known());
    }

    @Test
    void theStepsPlayAndStopByKey() {
        Fx.run(() -> model.goTo(model.steps() - 1));
        key(".cache-view", KeyCode.K);
        Fx.until("some steps", () -> model.query().get() >= 2 && model.query().get() < model.steps() - 1);
        assertTrue(Fx.get(() -> model.playing().get()));
        key(".cache-view", KeyCode.K);
        assertFalse(Fx.get(() -> model.playing().get()));
    }
    private CacheUse inStudy() {
        return window.place().stack().changes().get().cache();
    }

    private EditedRun edited() {
        return Objects.requireNonNull(window.place().trajectory().runs().edited().get());
    }

    private void untilRunUnder(String policy) {
        Fx.until("B under " + policy, () -> {
            EditedRun run = window.place().trajectory().runs().edited().get();
            return run != null && run.run().study().cache().policy().text().equals(policy) && run.run().trajectory().isComplete()
                    && window.place().trajectory().runs().effect().get() != null;
        });
    }

    @Test
    void thePolicyInTheStudyIsWhatEveryViewShowsAndItsFormMovesIt() {
        Fx.run(() -> window.actions().get("edit.add-cache").fire());
        untilRunUnder("a2sf:alpha=0.1,ratio=0.3");
        assertTrue(Fx.get(() -> model.inStudy().get()));
        Findings shown = Objects.requireNonNull(window.place().trajectory().findings().get());
        assertEquals("a2sf:alpha=0.1,ratio=0.3, streaming", shown.provenance().cache());
        assertTrue(Fx.get(() -> window.reports().said().get().text()).contains("a2sf:alpha=0.1,ratio=0.3, streaming"));
        int first = known().outcomes().getFirst().effect().budget() + 1;
        Trajectory a = edited().baseline().trajectory();
        Trajectory b = edited().run().trajectory();
        int last = b.rows() - 1;
        assertEquals(a.topLogProbability(last, first - 1, 0), b.topLogProbability(last, first - 1, 0), "everything was still there");
        assertNotEquals(a.topLogProbability(last, b.positions() - 1, 0), b.topLogProbability(last, b.positions() - 1, 0));
        Fx.run(() -> model.form(0).set(model.form(0).get().withShare("0.5")));
        untilRunUnder("a2sf:alpha=0.1,ratio=0.5");
        Fx.run(window.place().stack()::undo);
        Fx.until("the form goes back", () -> model.form(0).get().share().equals("0.3"));
    }

    @Test
    void aPolicyThatIsRemovedFromTheStackIsNoLongerUsed() {
        Fx.run(() -> model.inStudy().set(true));
        Fx.until("a card", () -> !inStudy().isFull());
        Fx.run(() -> window.place().stack().remove(EditCards.POLICY));
        assertFalse(Fx.get(() -> model.inStudy().get()));
        assertFalse(Fx.get(() -> window.place().trajectory().runs().editing().get()));
    }

    @Test
    void whatIsMutedIsNotRun() {
        Fx.run(() -> model.inStudy().set(true));
        Fx.until("a card", () -> !inStudy().isFull());
        Fx.run(() -> window.place().stack().toggleMuted(EditCards.POLICY));
        assertTrue(inStudy().isFull());
        assertTrue(Fx.get(() -> model.inStudy().get()));
    }

    private void fire(String id) {
        Fx.run(() -> ((ButtonBase) window.stage().getScene().lookup(id)).fire());
    }

    private void choose(int chart) {
        Fx.run(() -> ((ComboBox<?>) window.stage().getScene().lookup("#cache-chart")).getSelectionModel().select(chart));
    }

    @Test
    void aSweepShowsWhatHasBeenRunAndIsExportedAsAComparison() {
        choose(2);
        fire("#run-sweep");
        Fx.until("a sweep", () -> model.sweep().computed().result().get() != null && !model.sweep().computed().running().get());
        assertEquals("", Fx.get(() -> model.sweep().computed().trouble().get()));
        ChartFigure chart = Objects.requireNonNull(Fx.get(() -> model.sweep().chart().get()));
        assertEquals("Cache policies", chart.title());
        assertEquals(8, chart.series().getFirst().x().length);
        assertTrue(chart.provenance().cache().contains("ratio=0.8, streaming"), chart.provenance().cache());
    }

    @Test
    void aSweepThatIsCancelledKeepsWhatItHas() {
        choose(2);
        Fx.run(() -> {
            CacheDesk desk = window.desks().get(CacheDesk.class);
            desk.sweep();
            desk.cancelSweep();
        });
        Fx.until("the end", () -> !model.sweep().computed().running().get());
        assertEquals("", Fx.get(() -> model.sweep().computed().trouble().get()));
    }

    @Test
    void runAndCancelAreButtonsAndWhatWasKnownStays() {
        CacheModel.Known before = known();
        Fx.run(() -> {
            model.form(0).set(model.form(0).get().withShare("0.6"));
            CacheDesk desk = window.desks().get(CacheDesk.class);
            desk.run();
            desk.cancel();
        });
        Fx.until("the end", () -> !model.running().get());
        assertEquals(before, known());
    }

    @Test
    void valuesOfHeadsAreChosenJudgedAndTaken() {
        choose(3);
        fire("#choose-heads");
        Fx.until("values", () -> !model.heads().computed().running().get());
        assertEquals("", Fx.get(() -> model.heads().computed().trouble().get()));
        HeadChoiceModel.Result result = Objects.requireNonNull(Fx.get(() -> model.heads().computed().result().get()));
        assertTrue(result.chosen().meanRetainedMass() > 0);
        assertEquals(3, Fx.get(() -> model.heads().judgement().orElseThrow().rows().size()));
        fire("#take-heads");
        assertEquals(PolicyForm.Kind.OWN, Fx.get(() -> model.form(0).get().kind()));
        assertTrue(Fx.get(() -> model.form(0).get().own()).startsWith("heads:a2sf"));
    }
}
