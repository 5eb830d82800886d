package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.diopter.app.job.Job;
import org.diopter.app.job.JobState;
import org.diopter.engine.LensChoice;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.edit.Edit;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.lens.LensDifference;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.compare.Change;
import org.diopter.views.compare.CompareModel;
import org.diopter.views.compare.ComparedPair;
import org.diopter.views.compare.Subject;
import org.diopter.views.edits.CardText;
import org.diopter.views.edits.EditedRun;
import org.diopter.views.figure.Cell;
import org.diopter.views.kit.Findings;
import org.diopter.views.prompt.PromptModel;
import org.diopter.views.testing.CssWarnings;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two studies compared in the window, with the real engine and the bundled model.
class CompareJobTest {
    private static final Edit CUT = EditStack.parse(List.of("rank:block=4,matrix=mlp.down,rho=0.2")).edits().getFirst();

    @TempDir
    static Path folder;

    private final CssWarnings warnings = new CssWarnings();
    private final MainWindow window = RealWindow.open(folder, "The capital of France is Paris. The capital of Italy is");
    private final CompareDesk desk = window.desks().get(CompareDesk.class);
    private final CompareModel model = desk.model();

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @BeforeEach
    void waitForTheModel() {
        RealWindow.show(window, desk);
    }

    @AfterEach
    void close() throws InterruptedException {
        RealWindow.close(window, warnings);
    }

    private ComparedPair compared() {
        Fx.until("both runs and their difference", () -> model.pair().get() != null
                && Objects.requireNonNull(model.pair().get()).difference().isPresent() && !model.computing().get());
        return Objects.requireNonNull(model.pair().get());
    }

    private void edit() {
        Fx.run(() -> window.place().stack().add(CUT));
        // Adding an edit brings its own view to the front.
        Fx.run(() -> window.place().show(desk.name()));
    }

    private Stream<Node> nodes(String selector) {
        return window.stage().getScene().getRoot().lookupAll(selector).stream();
    }

    @Test
    void baselineAndStackShareOneCursorAndTheListJumpsToACell() {
        assertNull(model.pair().get());
        assertTrue(Fx.get(() -> nodes(".compare-view .empty-state").anyMatch(Node::isVisible)));
        edit();
        ComparedPair pair = compared();
        assertEquals(List.of("rank:block=4,matrix=mlp.down,rho=1"), pair.a().study().edits().texts());
        assertEquals(CUT.firstLayer(), pair.cone().places().getFirst().layer());
        assertTrue(model.changes().get().stream().allMatch(change -> change.cell().row() >= CUT.firstLayer()));

        Fx.until("the pictures", () -> nodes(".compare-view .grid-view").count() == 3 && desk.figure().isPresent());
        Node second = Fx.get(() -> nodes(".compare-view .grid-view").skip(1).findFirst().orElseThrow());
        Cell before = Objects.requireNonNull(model.selected().get());
        Fx.run(() -> Event.fireEvent(second, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.LEFT, false, false, false, false)));
        Cell cell = new Cell(before.row(), before.position() - 1);
        assertEquals(cell, model.selected().get());
        List<String> said = Fx.get(() -> nodes(".compare-view .grid-view").map(Node::getAccessibleText).toList());
        assertTrue(said.stream().allMatch(text -> text.startsWith("Layer 8, position 11 ")), said.toString());

        Change largest = model.changes().get().getFirst();
        Fx.run(() -> {
            TableView<?> table = (TableView<?>) nodes("#largest-changes").findFirst().orElseThrow();
            table.getSelectionModel().select(0);
            Event.fireEvent(table, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
        });
        assertEquals(largest.cell(), model.selected().get());
    }

    @Test
    void whatIsPinnedStaysAWhileEditingGoesOn() {
        edit();
        compared();
        Fx.run(desk::pinAsA);
        assertEquals(1, model.pinned().size());
        assertNotNull(model.a().get());
        Fx.run(() -> window.place().stack().add(EditStack.parse(List.of("skip:block=6,part=mlp")).edits().getFirst()));
        Fx.until("the longer stack", () -> model.pair().get() != null && Objects.requireNonNull(model.pair().get()).b().study().edits().edits().size() == 2);
        ComparedPair pair = compared();
        assertEquals(List.of(CUT), pair.a().study().edits().edits());
        assertEquals(7, pair.cone().places().getFirst().layer());
        Fx.run(() -> window.place().show(desk.name()));
        Fx.run(model::swap);
        Fx.until("A and B exchanged", () -> model.pair().get() != null && Objects.requireNonNull(model.pair().get()).a().study().edits().edits().size() == 2);
    }

    private void keep(String policy) {
        CacheUse use = CacheUse.streaming(CachePolicy.parse(policy));
        Fx.run(() -> {
            window.place().stack().use(use);
            window.place().show(desk.name());
        });
        Fx.until("B under " + policy, () -> model.pair().get() != null && Objects.requireNonNull(model.pair().get()).b().study().cache().equals(use));
    }

    /// Changes where there can be none.
    private List<Change> outside(ComparedPair pair) {
        return model.changes().get().stream()
                .filter(change -> !pair.cone().contains(change.cell().row(), change.cell().position()))
                .toList();
    }

    @Test
    void aPolicyOfTheStackIsComparedAndPinned() {
        keep("streaming:sink=1,recent=3");
        ComparedPair pair = compared();
        assertEquals(CacheUse.FULL_IN_PARTS, pair.a().study().cache());
        assertFalse(model.changes().get().isEmpty());
        assertEquals(List.of(), outside(pair));
        assertTrue(Fx.get(() -> nodes(".compare-view .label").anyMatch(node -> ((Labeled) node).getText().contains("streaming:sink=1,recent=3"))));

        Fx.run(desk::pinAsA);
        assertTrue(model.pinned().getFirst().name().contains("streaming:sink=1,recent=3"), model.pinned().getFirst().name());
        keep("streaming:sink=1,recent=2");
        ComparedPair two = compared();
        assertEquals("streaming:sink=1,recent=3", two.a().study().cache().policy().text());
        assertEquals("", model.trouble().get());
        assertTrue(two.cone().contains(1, 4));
        assertEquals(List.of(), outside(two));
    }

    @Test
    void anotherLensAndAnotherPromptOfEqualLengthCanBeB() {
        Fx.run(() -> model.b().set(new Subject.ThroughLens(new LensChoice.Logit(), "logit lens")));
        assertEquals(new LensChoice.Logit(), compared().b().study().lens());
        Fx.run(() -> model.b().set(new Subject.OtherPrompt("Spain", "The capital of Spain is Madrid. The capital of Italy is", Optional.empty())));
        Fx.until("the other prompt", () -> !Objects.requireNonNull(model.pair().get()).b().study().tokens()
                .equals(Objects.requireNonNull(model.pair().get()).a().study().tokens()));
        assertEquals(2, compared().differentTokens());
        Fx.run(() -> model.b().set(new Subject.OtherPrompt("short", "The capital", Optional.empty())));
        Fx.until("the refusal", () -> !model.trouble().get().isEmpty());
        assertTrue(model.trouble().get().contains("equally many"), model.trouble().get());
    }

    @Test
    void aSecondModelAsksFirstAndClosesWhenNeitherSideIsIt() {
        Path copy = folder.resolve("almanac-edited");
        window.place().engine().workbench().save(Objects.requireNonNull(window.place().models().model().get()).id(), EditStack.NONE.with(CUT), copy,
                Progress.NONE);
        Fx.run(() -> desk.compareWith(copy));
        Fx.until("the question", () -> model.offer().get() != null);
        assertTrue(Objects.requireNonNull(model.offer().get()).sentence().contains("MB"), () -> Objects.requireNonNull(model.offer().get()).sentence());
        Fx.run(() -> ((Button) nodes("#compare-open").findFirst().orElseThrow()).fire());
        ComparedPair pair = compared();
        assertEquals("almanac-edited", pair.b().study().model().name());
        assertEquals(new LensChoice.Logit(), pair.a().study().lens());
        Fx.run(() -> model.b().set(new Subject.Stack()));
        Fx.until("its closing", () -> window.place().jobs().running().stream().noneMatch(job -> job.name().contains("Closing almanac-edited")));
        assertNull(model.pair().get());
    }

    @Test
    void aModelOfOtherDepthIsComparedByRelativeDepth() throws IOException {
        Path shorter = folder.resolve("almanac-6");
        window.place().engine().workbench().save(Objects.requireNonNull(window.place().models().model().get()).id(), EditStack.NONE.with(CUT), shorter,
                Progress.NONE);
        Path config = shorter.resolve("config.json");
        String eight = Files.readString(config);
        String six = eight.replaceFirst("\"num_hidden_layers\"\\s*:\\s*8", "\"num_hidden_layers\": 6");
        assertFalse(six.equals(eight), eight);
        Files.writeString(config, six);
        Fx.run(() -> desk.compareWith(shorter));
        Fx.until("the question", () -> model.offer().get() != null);
        Fx.run(() -> ((Button) nodes("#compare-open").findFirst().orElseThrow()).fire());
        Fx.until("an answer", () -> !model.trouble().get().isEmpty() || model.pair().get() != null);
        assertEquals("", model.trouble().get());
        ComparedPair pair = compared();
        assertTrue(pair.isByDepth());
        assertEquals(List.of(0, 1, 3, 4, 5, 7, 8), IntStream.range(0, 7).mapToObj(pair.a().trajectory()::layer).toList());
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6), IntStream.range(0, 7).mapToObj(pair.b().trajectory()::layer).toList());
        assertEquals(0, pair.difference().orElseThrow().value(LensDifference.Measure.JENSEN_SHANNON, 0, 3), 1e-6, "the same embedding");
        assertTrue(Fx.get(() -> nodes(".compare-view .label").anyMatch(node -> ((Labeled) node).getText().contains("same relative depth"))));
        Fx.run(() -> model.selected().set(new Cell(2, 3)));
        List<String> said = Fx.get(() -> nodes(".compare-view .grid-view").map(Node::getAccessibleText).toList());
        assertTrue(said.getFirst().startsWith("Layer 3, ") && said.get(1).startsWith("Layer 2, "), said.toString());
    }

    @Test
    void cancelEndsTheComparison() {
        Job job = Fx.get(() -> {
            window.place().stack().add(CUT);
            window.place().show(desk.name());
            return null;
        });
        assertNull(job);
        Fx.until("the job", () -> window.place().jobs().running().stream().anyMatch(one -> one.name().startsWith("Comparing")) || model.pair().get() != null);
        Fx.run(desk::cancel);
        assertFalse(model.computing().get());
        Fx.until("the end of all", () -> window.place().jobs().list().stream().filter(one -> one.name().startsWith("Comparing"))
                .noneMatch(one -> one.state().running()));
        assertTrue(window.place().jobs().list().stream().filter(one -> one.name().startsWith("Comparing"))
                .allMatch(one -> one.state().end().filter(end -> end != JobState.End.FAILED).isPresent()));
    }

    @Test
    void theDifferenceIsExportedAndShownAsATable() {
        edit();
        compared();
        Fx.until("the picture", () -> desk.figure().isPresent());
        assertEquals("Difference, B − A", Fx.get(() -> desk.figure().orElseThrow().title()));
        Fx.run(() -> window.actions().get("figure.export").fire());
        assertTrue(Fx.get(() -> nodes(".export-pane").findAny().isPresent() || window.dialogLayer().isVisible()));
        Fx.run(desk::toggleTable);
        assertTrue(Fx.get(() -> nodes(".compare-view .figure-table").anyMatch(Node::isVisible)));
    }

    @Test
    void aPromptOfTheStudyWithATokenSetByHandCanBeB() {
        TokenSequence now = Objects.requireNonNull(window.place().trajectory().findings().get()).study().tokens();
        Fx.run(() -> {
            window.actions().get("run.add-prompt").fire();
            int[] ids = now.toArray();
            ids[4] = ids[11];
            window.place().prompt().useTokens(TokenSequence.of(ids));
        });
        Fx.until("the second prompt", () -> !Objects.requireNonNull(window.place().trajectory().findings().get()).study().tokens().equals(now));
        Fx.run(() -> window.actions().get("run.previous-prompt").fire());
        Fx.until("the first prompt", () -> Objects.requireNonNull(window.place().trajectory().findings().get()).study().tokens().equals(now));
        Fx.run(() -> model.b().set(model.subjects().stream().filter(Subject.OtherPrompt.class::isInstance).findFirst().orElseThrow()));
        assertEquals(1, compared().differentTokens());
    }

    @Test
    void everyExampleSaysWhatToLookAtAndItsEditCanBeRead() {
        for (PromptModel.Example example : window.place().prompt().examples()) {
            assertFalse(example.about().isBlank(), example.name());
            assertTrue(example.edit().isEmpty() || !CardText.cards(List.of(new CardText(example.edit(), false, false)), lost -> {
                throw lost;
            }).isEmpty());
        }
        PromptModel.Example cut = window.place().prompt().examples().stream().filter(example -> !example.edit().isEmpty()).findFirst().orElseThrow();
        Fx.run(() -> {
            window.place().prompt().use(cut);
            window.place().prompt().addEdit(cut);
        });
        Fx.until("the edited run", () -> {
            EditedRun run = window.place().trajectory().runs().edited().get();
            return run != null && run.run().trajectory().isComplete() && run.run().trajectory().positions() == 6;
        });
        EditedRun run = Objects.requireNonNull(window.place().trajectory().runs().edited().get());
        assertEquals(" Oslo", top(run.baseline()));
        assertEquals(" Christianity", top(run.run()));
    }

    private static String top(Findings run) {
        int id = run.trajectory().topId(run.trajectory().rows() - 1, run.trajectory().positions() - 1, 0);
        return run.tokenizer().orElseThrow().token(id).text().orElseThrow();
    }
}
