package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ToggleButton;
import org.diopter.engine.data.TaskKind;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.laser.PricedCell;
import org.diopter.views.rank.SearchForm;
import org.diopter.views.rank.SearchModel;
import org.diopter.views.rank.SearchMore;
import org.diopter.views.rank.SearchState;
import org.diopter.views.testing.CssWarnings;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Searches in the window with the real engine and the bundled model.
class SearchJobTest {
    private static final List<String> CAPITALS = List.of("France|Paris", "Italy|Rome", "Spain|Madrid", "Peru|Lima", "Norway|Oslo", "Japan|Tokyo");

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

    private static Path facts(String name, List<String> more) {
        try {
            return Files.write(folder.resolve(name), Stream.concat(CAPITALS.stream()
                    .map(pair -> "{\"prompt\": \"The capital of %s is\", \"answer\": \"%s\"}".formatted((Object[]) pair.split("\\|", -1))), more.stream()).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void searched(UnaryOperator<SearchForm> how) {
        Fx.run(() -> {
            window.actions().get("run.search").fire();
            SearchForm form = search.form().get().withFile(facts("facts.jsonl", List.of())).withKind(TaskKind.JSONL).withKinds(List.of(MatrixKind.MLP_DOWN))
                    .withValidation(new BigDecimal("0.5"));
            search.form().set(how.apply(form));
            button("Search").fire();
        });
        Fx.until("its end", () -> !search.running().get());
        assertEquals("", search.trouble().get());
    }

    private static SearchMore grid(String blocks, String rhos) {
        return new SearchMore(blocks, rhos, false, Optional.empty(), 0, false, false, Optional.empty(), 4096, List.of());
    }

    private Stream<Node> nodes(String selector) {
        return window.stage().getScene().getRoot().lookupAll(selector).stream();
    }

    private Button button(String text) {
        return nodes(".button").map(Button.class::cast).filter(button -> text.equals(button.getText())).findFirst().orElseThrow();
    }

    private ToggleButton toggle(String text) {
        return nodes(".toggle-button").map(ToggleButton.class::cast).filter(button -> text.equals(button.getText())).findFirst().orElseThrow();
    }

    private SearchState found() {
        return Objects.requireNonNull(Fx.get(() -> search.state().get()));
    }

    @Test
    void priceNoiseEdgeCompositionAndFurtherTasksAreFoundBesideTheGrid() throws IOException {
        Path text = Files.writeString(folder.resolve("text.txt"), "The capital of France is Paris. The capital of Italy is Rome. ".repeat(20));
        Path other = facts("other.jsonl", List.of("{\"prompt\": \"%s\", \"answer\": \"Paris\"}".formatted("word ".repeat(1500))));
        searched(form -> form.with(new SearchMore("6-7", "0.5, 0.1", false, Optional.empty(), 0, true, true, Optional.of(text), 200,
                List.of(new SearchMore.Also(other, TaskKind.JSONL)))));
        SearchState state = found();
        assertEquals("facts", state.task().name());
        assertEquals(4, state.cells().size());
        assertTrue(state.tested().size() > 1);
        assertEquals(4, state.extras().price().orElseThrow().cells().size());
        assertFalse(state.extras().noise().isEmpty());
        assertEquals(List.of("facts", "other"), state.extras().shared().orElseThrow().tasks());
        assertTrue(search.note().get().contains("other: 1 of 7 items are left out"), search.note().get());

        Fx.run(() -> toggle("Price").fire());
        PricedCell best = PricedCell.front(state.extras().price().orElseThrow().cells()).getFirst();
        Fx.run(() -> search.selected().set(SearchState.reduction(best.cell())));
        Fx.run(() -> nodes(".rank-view .plot").filter(SearchJobTest::isSeen).reduce((_, last) -> last).orElseThrow().requestFocus());
        Fx.until("the chart", () -> desk.figure().filter(figure -> figure.title().equals("Gain and price")).isPresent());
        Fx.run(() -> toggle("Beside").fire());
        Fx.run(() -> window.stage().getScene().getRoot().layout());
        assertTrue(Fx.get(() -> nodes(".rank-view .label").filter(SearchJobTest::isSeen).map(node -> ((Labeled) node).getText())
                .anyMatch(words -> words.startsWith("One setting for several tasks"))));
    }

    private static boolean isSeen(Node node) {
        return node.isVisible() && (node.getParent() == null || isSeen(node.getParent()));
    }

    @Test
    void halvingMeasuresEachCellOnceOrMoreAndSaysWhatFell() {
        searched(form -> form.with(new SearchMore("0,6-7", "0.5, 0.1", false, Optional.empty(), 1, false, false, Optional.empty(), 4096, List.of())));
        SearchState state = found();
        assertEquals(6, state.cells().size());
        assertTrue(state.cells().stream().anyMatch(cell -> !state.isWhole(cell)));
        assertTrue(state.best(6).size() < 6 && state.best(6).stream().allMatch(state::isWhole));
    }

    @Test
    void randomisedSettingsAreOthers() {
        searched(form -> form.with(grid("7", "0.05")));
        SearchState exact = found();
        searched(form -> form.with(new SearchMore("7", "0.05", true, Optional.empty(), 0, false, false, Optional.empty(), 4096, List.of())));
        assertFalse(exact.cells().getFirst().score().equals(found().cells().getFirst().score()));
    }

    @Test
    void whatCannotBeReadIsSaidInTheFormAndNotSearched() {
        Fx.run(() -> {
            window.actions().get("run.search").fire();
            search.form().set(search.form().get().withFile(facts("facts.jsonl", List.of())).with(grid("7", "0.5, NaN")));
        });
        assertTrue(Fx.get(() -> button("Search").isDisabled()));
        assertTrue(Fx.get(() -> nodes(".err-text").map(node -> ((Labeled) node).getText()).anyMatch(words -> words.contains("‘NaN’ is no number for rho"))));
    }
}
