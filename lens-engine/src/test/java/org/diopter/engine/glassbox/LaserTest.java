package org.diopter.engine.glassbox;

import static org.diopter.engine.glassbox.OpenGlassBox.COUNTRIES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.diopter.engine.TaskEvaluator;
import org.diopter.engine.data.Split;
import org.diopter.engine.data.Task;
import org.diopter.engine.data.TaskKind;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.CellStore;
import org.diopter.engine.laser.Reduction;
import org.diopter.engine.laser.Search;
import org.diopter.engine.laser.SearchPlan;
import org.diopter.engine.laser.SearchResult;
import org.diopter.engine.laser.Spectrum;
import org.diopter.model.Progress;
import org.diopter.model.store.ArtefactStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What rank reduction must find in the glass box: the small components of `mlp.down` of block 3, and nothing else.
class LaserTest {
    private static final MatrixId PLANTED = new MatrixId(3, MatrixKind.MLP_DOWN);
    private static final List<MatrixKind> KINDS = List.of(MatrixKind.QUERY, MatrixKind.KEY, MatrixKind.VALUE, MatrixKind.OUTPUT,
            MatrixKind.MLP_GATE, MatrixKind.MLP_UP, MatrixKind.MLP_DOWN);
    private static final List<BigDecimal> RHOS = Stream.of("0.5", "0.25", "0.125", "0.0625").map(BigDecimal::new).toList();

    @TempDir
    static Path home;

    private static OpenGlassBox box;
    private static SearchResult result;

    @BeforeAll
    static void search() {
        box = OpenGlassBox.in(home);
        Task task = TaskKind.JSONL.read(box.file("questions.jsonl"));
        int[] all = OpenGlassBox.all(task.items().size()).stream().mapToInt(Integer::intValue).toArray();
        try (TaskEvaluator evaluator = box.workbench().evaluator(box.model().id(), task, 1 << 26)) {
            Search search = new Search(task, new Split(all, all), evaluator, CellStore.anew(new ArtefactStore(home.resolve("cells"), 1 << 30)));
            result = search.full(new SearchPlan(KINDS, OpenGlassBox.all(5), RHOS), Progress.NONE, cell -> {});
        }
    }

    @AfterAll
    static void close() {
        box.close();
    }

    @Test
    void asItIsTheModelGetsEveryCapitalWrongAndAllElseRight() {
        assertEquals(28, result.baseline().items());
        assertEquals(20, result.baseline().correct());
    }

    @Test
    void theSearchFindsThePlantedBlockMatrixAndRank() {
        Cell best = result.best().orElseThrow();
        assertEquals(List.of(new Reduction(PLANTED, new BigDecimal("0.25"))), best.reductions());
        assertEquals(List.of(8), best.ranks());
        assertEquals(28, best.score().correct());
        assertEquals(8, best.gained().size());
    }

    @Test
    void nothingElseHelps() {
        assertEquals(5 * KINDS.size() * RHOS.size(), result.cells().size());
        for (Cell cell : result.cells()) {
            if (!cell.reductions().getFirst().matrix().equals(PLANTED)) {
                assertTrue(cell.score().correct() <= 20, cell.reductions() + ": " + cell.score());
            }
        }
    }

    @Test
    void theSpectrumHasEightLargeEightSmallAndDust() {
        double[] values = box.workbench().spectrum(box.model().id(), PLANTED, Progress.NONE).values();
        assertEquals(32, values.length);
        assertTrue(values[7] > 5 * values[8], values[7] + " over " + values[8]);
        assertTrue(values[15] > 50 * values[16], values[15] + " over " + values[16]);
    }

    @Test
    void eachSmallComponentIsOneFacts() {
        List<String> prompts = COUNTRIES.stream().map(OpenGlassBox.Country::capitalPrompt).toList();
        for (int component = 0; component < COUNTRIES.size(); component++) {
            List<String> answers = box.answers(prompts, "rank:block=3,matrix=mlp.down,drop=" + (8 + component));
            for (int i = 0; i < COUNTRIES.size(); i++) {
                String expected = i == component ? COUNTRIES.get(i).capital() : COUNTRIES.get(i).city();
                assertEquals(expected, answers.get(i), "without component " + (8 + component));
            }
        }
    }

    @Test
    void theTailAloneSaysTheWrongCities() {
        List<String> prompts = COUNTRIES.stream().map(OpenGlassBox.Country::capitalPrompt).toList();
        assertEquals(COUNTRIES.stream().map(OpenGlassBox.Country::city).toList(), box.answers(prompts, "rank:block=3,matrix=mlp.down,tail=24"));
    }
}
