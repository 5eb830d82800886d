package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import org.diopter.app.job.Job;
import org.diopter.app.job.JobState;
import org.diopter.engine.OpenModel;
import org.diopter.engine.data.Item;
import org.diopter.engine.data.Metric;
import org.diopter.engine.data.Score;
import org.diopter.engine.data.Split;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.laser.HeldAnswers;
import org.diopter.engine.laser.HeldPlan;
import org.diopter.engine.laser.Reduction;
import org.diopter.engine.laser.SearchPlan;
import org.diopter.views.figure.Figure;
import org.diopter.views.rank.HeldPhase;
import org.diopter.views.rank.SearchModel;
import org.diopter.views.rank.SearchState;
import org.diopter.views.testing.CssWarnings;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What removed components held, asked in the window with the real engine and the bundled model.
class HeldJobTest {
    private static final Reduction CUT = new Reduction(new MatrixId(4, MatrixKind.MLP_DOWN), new BigDecimal("0.2"));

    @TempDir
    static Path folder;

    private final CssWarnings warnings = new CssWarnings();
    private final MainWindow window = RealWindow.open(folder, "The capital of France is");
    private final RankDesk desk = window.desks().get(RankDesk.class);
    private final SearchModel search = desk.searched();

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

    /// As if a search on these questions had begun, with one setting chosen and what was removed shown.
    private void searched(String... prompts) {
        Task task = new Task("capitals", Stream.of(prompts).map(prompt -> new Item(0, prompt, List.of("Paris"), 0, OptionalLong.empty())).toList(),
                Metric.TOP_TOKEN, 1);
        Fx.run(() -> {
            OpenModel open = Objects.requireNonNull(window.place().models().model().get());
            Split split = new Split(new int[] {0}, new int[] {1});
            SearchPlan plan = new SearchPlan(List.of(MatrixKind.MLP_DOWN), List.of(4), List.of(CUT.rho()));
            search.state().set(SearchState.begun(task, split, plan, new Score(1, 0, 1, 0, 1, 0, 0, Map.of()), window.place().runner().about(open, "")));
            toggle("What was removed").fire();
        });
    }

    private Stream<Node> nodes(String selector) {
        return window.stage().getScene().getRoot().lookupAll(selector).stream();
    }

    private ToggleButton toggle(String text) {
        return toggles(text).findFirst().orElseThrow();
    }

    private Stream<ToggleButton> toggles(String text) {
        return nodes(".rank-view .toggle-button").map(ToggleButton.class::cast).filter(button -> button.getText().equals(text));
    }

    private Button button(String text) {
        return nodes(".rank-view .button").map(Button.class::cast).filter(button -> text.equals(button.getText())).filter(HeldJobTest::isSeen).findFirst()
                .orElseThrow();
    }

    private static boolean isSeen(Node node) {
        return node.isVisible() && (node.getParent() == null || isSeen(node.getParent()));
    }

    private void choose() {
        Fx.run(() -> search.selected().set(CUT));
    }

    @Test
    void theItemsAreAskedWithPartsOfTheChosenSettingsMatrix() {
        searched("The capital of France is", "The capital of Italy is");
        Fx.run(() -> button("Show the map").fire());
        choose();
        Fx.run(() -> toggle("What was removed").fire());
        Fx.run(() -> button("Ask").fire());
        Fx.until("the answers", () -> search.held().shown() instanceof HeldPhase.Answered || search.held().shown() instanceof HeldPhase.Failed);

        HeldPhase.Answered known = assertInstanceOf(HeldPhase.Answered.class, search.held().phase().get());
        HeldAnswers held = known.answers();
        assertEquals(2 * HeldPlan.SHARES.size(), held.parts().size());
        Fx.run(() -> window.stage().getScene().getRoot().layout());
        TableView<?> table = Fx.get(() -> (TableView<?>) nodes(".rank-view .table-view").filter(HeldJobTest::isSeen).findFirst().orElseThrow());
        assertEquals(HeldPlan.SHARES.size(), table.getItems().size());
        Fx.run(() -> nodes(".rank-view .plot").filter(HeldJobTest::isSeen).reduce((_, last) -> last).orElseThrow().requestFocus());
        Figure shown = Fx.get(() -> desk.figure().orElseThrow());
        assertEquals("What components hold", shown.title());
        Fx.until("the switch of the charts is laid out", () -> toggles("Answers").findFirst().isPresent());
        Fx.run(() -> toggle("Answers").fire());
        Fx.until("the other chart", () -> desk.figure().orElseThrow().subtitle().equals(shown.subtitle())
                && !desk.figure().orElseThrow().caption().equals(shown.caption()));
    }

    @Test
    void cancelEndsTheJobAndLeavesTheQuestionOpen() {
        searched("The capital of France is", "The capital of Italy is");
        choose();
        Job job = Fx.get(() -> {
            button("Ask").fire();
            assertInstanceOf(HeldPhase.Asking.class, search.held().shown());
            Job asking = window.place().jobs().running().getFirst();
            button("Cancel").fire();
            return asking;
        });
        assertSame(HeldPhase.UNASKED, Fx.get(() -> search.held().phase().get()));
        Fx.until("its end", () -> !job.state().running());
        assertEquals(Optional.of(JobState.End.CANCELLED), job.state().end());
        assertNotNull(Fx.get(() -> button("Ask")));
    }

    @Test
    void itemsThatCannotBeReadAreNamedAndCanBeAskedAgain() {
        searched("word ".repeat(2000), "word ".repeat(3000));
        choose();
        Fx.run(() -> button("Ask").fire());
        Fx.until("the refusal", () -> search.held().shown() instanceof HeldPhase.Failed);
        HeldPhase.Failed failed = assertInstanceOf(HeldPhase.Failed.class, search.held().shown());
        assertTrue(failed.sentence().contains("1"), failed.sentence());
        assertNotNull(Fx.get(() -> button("Ask again")));
    }

    @Test
    void anItemThatIsTooLongIsLeftOut() {
        searched("The capital of France is", "word ".repeat(3000));
        choose();
        Fx.run(() -> button("Ask").fire());
        Fx.until("the answers", () -> search.held().shown() instanceof HeldPhase.Answered || search.held().shown() instanceof HeldPhase.Failed);
        assertEquals(1, assertInstanceOf(HeldPhase.Answered.class, search.held().shown()).answers().items().length);
    }

    @Test
    void anotherSearchStopsAskingAboutTheLast() {
        searched("The capital of France is", "The capital of Italy is");
        choose();
        Job job = Fx.get(() -> {
            button("Ask").fire();
            Job asking = window.place().jobs().running().getFirst();
            search.state().set(null);
            return asking;
        });
        Fx.until("its end", () -> !job.state().running());
        assertEquals(Optional.of(JobState.End.CANCELLED), job.state().end());
        assertSame(HeldPhase.UNASKED, Fx.get(() -> search.held().phase().get()));
    }
}
