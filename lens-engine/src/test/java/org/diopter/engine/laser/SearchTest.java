package org.diopter.engine.laser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.diopter.engine.data.Score;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.model.CancelledException;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.store.ArtefactStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
    private static final SearchPlan PLAN = plan("0.8", "0.4", "0.2", "0.1");

    @TempDir
    Path folder;

    private static SearchPlan plan(String... rhos) {
        return new SearchPlan(
                List.of(MatrixKind.MLP_GATE, MatrixKind.MLP_DOWN), List.of(0, 1, 2, 3, 4), List.of(rhos).stream().map(BigDecimal::new).toList());
    }

    private Search search(PlantedModel model) {
        return new Search(PlantedModel.TASK, PlantedModel.split(), model, CellStore.resuming(new ArtefactStore(folder, 1 << 30)));
    }

    @Test
    void thePlantedMatrixAndShareAreFound() {
        SearchResult result = search(new PlantedModel()).full(PLAN, Progress.NONE, cell -> {});
        Cell best = result.best().orElseThrow();
        assertEquals(List.of(new Reduction(PlantedModel.HELPS, new BigDecimal("0.1"))), best.reductions());
        assertEquals(List.of(6), best.ranks());
        assertTrue(result.helps());
        assertTrue(best.score().accuracy() > result.baseline().accuracy() + 0.2);
        assertTrue(best.lost().isEmpty());
        assertEquals(best.score().correct() - result.baseline().correct(), best.gained().size());
        assertFalse(best.withinNoise());
        assertEquals(40, result.cells().size());
    }

    @Test
    void theResultDoesNotDependOnTheOrder() {
        SearchResult promisingFirst = search(new PlantedModel()).full(PLAN, Progress.NONE, cell -> {});
        PlantedModel again = new PlantedModel();
        Map<Reduction, Score> oneByOne = PLAN.reductions().stream().collect(Collectors.toMap(
                reduction -> reduction,
                reduction -> Score.of(PlantedModel.TASK, PlantedModel.split().validation(),
                        again.evaluate(List.of(reduction), PlantedModel.split().validation(), Progress.NONE))));
        assertEquals(PLAN.reductions(), promisingFirst.cells().stream().map(cell -> cell.reductions().getFirst()).toList());
        promisingFirst.cells().forEach(cell -> assertEquals(oneByOne.get(cell.reductions().getFirst()), cell.score()));
    }

    @Test
    void promisingCellsComeFirst() {
        List<Reduction> order = new ArrayList<>();
        search(new PlantedModel()).full(PLAN, Progress.NONE, cell -> order.add(cell.reductions().getFirst()));
        Set<MatrixId> first = new HashSet<>();
        order.subList(0, 10).forEach(reduction -> first.add(reduction.matrix()));
        assertEquals(10, first.size());
        assertEquals(4, order.getFirst().matrix().block());
        assertEquals(Set.of(PlantedModel.HELPS), order.subList(10, 13).stream().map(Reduction::matrix).collect(Collectors.toSet()));
    }

    @Test
    void aStoppedSearchGoesOnWhereItWas() {
        PlantedModel stopping = new PlantedModel();
        stopping.stopAfter = 9;
        assertThrows(CancelledException.class, () -> search(stopping).full(PLAN, Progress.NONE, cell -> {}));
        PlantedModel second = new PlantedModel();
        SearchResult resumed = search(second).full(PLAN, Progress.NONE, cell -> {});
        assertEquals(41 - 9, second.asked.size());
        PlantedModel third = new PlantedModel();
        SearchResult kept = search(third).full(PLAN, Progress.NONE, cell -> {});
        assertEquals(0, third.asked.size());
        assertEquals(resumed.best().orElseThrow().reductions(), kept.best().orElseThrow().reductions());
        assertEquals(resumed.best().orElseThrow().score(), kept.best().orElseThrow().score());
    }

    @Test
    void sharesThatKeepNothingAreLeftOutAndNamed() {
        SearchResult result = search(new PlantedModel()).full(plan("0.5", "0.01"), Progress.NONE, cell -> {});
        assertEquals(10, result.cells().size());
        assertEquals(10, result.skipped().size());
        assertTrue(result.skipped().stream().allMatch(reduction -> reduction.toString().endsWith("rho 0.01")));
    }

    @Test
    void equalAccuracyIsDecidedByLogLoss() {
        SearchResult result = search(new PlantedModel()).full(plan("0.2", "0.19"), Progress.NONE, cell -> {});
        Cell best = result.best().orElseThrow();
        List<Cell> helping = result.cells().stream().filter(cell -> cell.reductions().getFirst().matrix().equals(PlantedModel.HELPS)).toList();
        assertEquals(helping.get(0).score().accuracy(), helping.get(1).score().accuracy());
        assertEquals(new BigDecimal("0.19"), best.reductions().getFirst().rho());
    }

    @Test
    void theBestOfAHarmfulGridIsReportedAsNoHelp() {
        SearchPlan harmful = new SearchPlan(List.of(MatrixKind.MLP_UP), List.of(0, 1), List.of(new BigDecimal("0.5")));
        SearchResult result = search(new PlantedModel()).full(harmful, Progress.NONE, cell -> {});
        assertTrue(result.best().isPresent());
        assertFalse(result.helps());
    }

    @Test
    void halvingFindsThePlantedMatrixWithLessWork() {
        PlantedModel whole = new PlantedModel();
        search(whole).full(PLAN, Progress.NONE, cell -> {});
        PlantedModel halved = new PlantedModel();
        SearchResult result = new Search(PlantedModel.TASK, PlantedModel.split(), halved,
                CellStore.resuming(new ArtefactStore(folder.resolve("other"), 1 << 30))).halving(PLAN, 8, Progress.NONE, cell -> {});
        assertEquals(PlantedModel.HELPS, result.best().orElseThrow().reductions().getFirst().matrix());
        assertTrue(halved.itemRuns < whole.itemRuns / 2, halved.itemRuns + " of " + whole.itemRuns);
        assertEquals(40, result.cells().size() + result.dropped().size());
        result.cells().forEach(cell -> assertEquals(60, cell.items().length));
        assertTrue(result.dropped().stream().anyMatch(cell -> cell.items().length == 8));
    }

    @Test
    void whatSurvivesHalvingIsMeasuredAsInTheFullGrid() {
        SearchResult full = search(new PlantedModel()).full(PLAN, Progress.NONE, cell -> {});
        SearchResult halved = search(new PlantedModel()).halving(PLAN, 15, Progress.NONE, cell -> {});
        for (Cell cell : halved.cells()) {
            Cell same = full.cells().stream().filter(other -> other.reductions().equals(cell.reductions())).findFirst().orElseThrow();
            assertEquals(same.score(), cell.score());
            assertEquals(same.gained(), cell.gained());
        }
    }

    @Test
    void compositionStacksWhatHelpsFromTheLastBlockDown() {
        List<Cell> stacks = search(new PlantedModel()).compose(PLAN, Progress.NONE, cell -> {});
        Reduction first = new Reduction(PlantedModel.HELPS, new BigDecimal("0.1"));
        Reduction second = new Reduction(PlantedModel.HELPS_A_LITTLE, new BigDecimal("0.1"));
        assertEquals(List.of(List.of(first), List.of(first, second)), stacks.stream().map(Cell::reductions).toList());
        assertTrue(stacks.get(1).score().accuracy() > stacks.get(0).score().accuracy());
    }

    @Test
    void whatIsChosenIsJudgedOnTheTestItems() {
        Search search = search(new PlantedModel());
        Cell chosen = search.test(List.of(new Reduction(PlantedModel.HELPS, new BigDecimal("0.1"))), Progress.NONE);
        Cell base = search.test(List.of(), Progress.NONE);
        assertEquals(40, chosen.items().length);
        assertEquals(60, chosen.items()[0]);
        assertTrue(chosen.score().accuracy() > base.score().accuracy());
        assertEquals(List.of(), base.gained());
        assertEquals(1, base.p());
    }

    @Test
    void aSettingForSeveralTasksIsOneThatAllMeasured() {
        SearchResult wide = search(new PlantedModel()).full(PLAN, Progress.NONE, cell -> {});
        SearchResult narrow = search(new PlantedModel()).full(plan("0.2"), Progress.NONE, cell -> {});
        List<SharedSetting> settings = SharedSetting.of(List.of(wide, narrow));
        assertEquals(10, settings.size());
        assertEquals(new Reduction(PlantedModel.HELPS, new BigDecimal("0.2")), settings.getFirst().reduction());
        assertEquals(settings.getFirst().mean(), settings.getFirst().worst(), 1e-12);
    }

    @Test
    void plansThatMakeNoSenseAreRefused() {
        assertThrows(UnusableInputException.class, () -> plan("1.2"));
        assertThrows(UnusableInputException.class, () -> plan());
    }
}
