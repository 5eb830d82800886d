package org.diopter.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.OpenModel;
import org.diopter.engine.TaskEvaluator;
import org.diopter.engine.TextEvaluator;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.CellStore;
import org.diopter.engine.laser.PricedCell;
import org.diopter.engine.laser.Reduction;
import org.diopter.engine.laser.Search;
import org.diopter.engine.laser.SearchPlan;
import org.diopter.engine.laser.SearchResult;
import org.diopter.engine.laser.SharedSetting;
import org.diopter.model.Progress;

/// Looks at what a search was asked for beside its grid.
///
/// @param store where finished cells are kept
record ExtraWork(CommandEngine engine, OpenModel model, CellStore store) {
    /// @param search of the choice's own task
    /// @param grid what it found
    ExtraFindings find(SearchChoice choice, SearchPlan plan, Search search, SearchResult grid, TaskEvaluator evaluator, Task task, long seed) {
        Progress progress = engine.progress();
        SearchExtras extras = choice.extras();
        return new ExtraFindings(
                grid.best().map(best -> search.byFrequency(best.reductions(), progress)).orElse(List.of()),
                extras.noiseRank() ? search.measure(aboveNoise(plan, evaluator), progress) : List.of(),
                Optional.ofNullable(extras.price()).map(text -> price(text, grid.cells())),
                extras.also().isEmpty() ? Optional.empty() : Optional.of(shared(choice, plan, search, grid, task, seed)));
    }

    /// Each matrix of a plan, cut where its singular values fall below those of noise; one that stands nowhere or everywhere above is left out.
    private List<Reduction> aboveNoise(SearchPlan plan, TaskEvaluator evaluator) {
        List<Reduction> cuts = new ArrayList<>();
        for (MatrixKind kind : plan.kinds()) {
            for (int block : plan.blocks()) {
                MatrixId matrix = new MatrixId(block, kind);
                int components = evaluator.components(matrix);
                int rank = engine.spectrum(model, matrix).rankAboveNoise();
                if (rank > 0 && rank < components) {
                    cuts.add(Reduction.ofRank(matrix, rank, components));
                }
            }
        }
        return cuts;
    }

    private ExtraFindings.Price price(PriceText text, List<Cell> cells) {
        Progress progress = engine.progress();
        progress.stage("Measure the price", 1, 1);
        try (TextEvaluator evaluator = engine.textEvaluator(model, text)) {
            double asItIs = evaluator.loss(EditStack.NONE, progress);
            List<PricedCell> priced = new ArrayList<>();
            for (Cell cell : cells) {
                priced.add(new PricedCell(cell, evaluator.loss(edits(cell.reductions()), progress)));
                progress.items(priced.size(), cells.size());
            }
            return new ExtraFindings.Price(evaluator.tokens(), asItIs, priced);
        }
    }

    private static EditStack edits(List<Reduction> reductions) {
        EditStack stack = EditStack.NONE;
        for (Reduction reduction : reductions) {
            stack = stack.with(reduction.edit());
        }
        return stack;
    }

    private ExtraFindings.Shared shared(SearchChoice choice, SearchPlan plan, Search search, SearchResult grid, Task task, long seed) {
        List<String> names = new ArrayList<>(List.of(task.name()));
        List<SearchResult> grids = new ArrayList<>(List.of(grid));
        for (TaskChoice other : choice.extras().also()) {
            Task questions = other.read();
            names.add(questions.name());
            try (TaskEvaluator evaluator = engine.evaluator(model, questions)) {
                engine.progress().stage("Search on " + questions.name(), names.size(), choice.extras().also().size() + 1);
                grids.add(new Search(questions, choice.split(questions, seed), evaluator, store).full(plan, engine.progress(), cell -> {}));
            }
        }
        List<SharedSetting> settings = SharedSetting.of(grids);
        List<Cell> baselines = new ArrayList<>();
        List<Cell> tested = new ArrayList<>();
        if (!settings.isEmpty()) {
            List<Reduction> best = List.of(settings.getFirst().reduction());
            test(search, best, baselines, tested);
            for (TaskChoice other : choice.extras().also()) {
                Task questions = other.read();
                try (TaskEvaluator evaluator = engine.evaluator(model, questions)) {
                    test(new Search(questions, choice.split(questions, seed), evaluator, store), best, baselines, tested);
                }
            }
        }
        return new ExtraFindings.Shared(names, settings, baselines, tested);
    }

    private void test(Search search, List<Reduction> best, List<Cell> baselines, List<Cell> tested) {
        baselines.add(search.test(List.of(), engine.progress()));
        tested.add(search.test(best, engine.progress()));
    }
}
