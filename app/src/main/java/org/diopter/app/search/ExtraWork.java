package org.diopter.app.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.OpenModel;
import org.diopter.engine.TaskEvaluator;
import org.diopter.engine.TextEvaluator;
import org.diopter.engine.Workbench;
import org.diopter.engine.edit.Edit;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.CellStore;
import org.diopter.engine.laser.ExtraFindings;
import org.diopter.engine.laser.PricedCell;
import org.diopter.engine.laser.Reduction;
import org.diopter.engine.laser.Search;
import org.diopter.engine.laser.SearchPlan;
import org.diopter.engine.laser.SearchResult;
import org.diopter.engine.laser.SharedSetting;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;

/// Looks at what a search was asked for beside its grid.
///
/// @param store where finished cells are kept
/// @param listener hears what is known after each part
record ExtraWork(Workbench workbench, OpenModel model, CellStore store, Progress progress, SearchListener listener) {
    /// @param search of the request's own task
    /// @param grid what it found
    ExtraFindings find(SearchRequest request, Search search, SearchResult grid, TaskEvaluator evaluator, SearchRun.Stages stages) {
        ExtraFindings found = ExtraFindings.NONE.with(grid.best().map(best -> search.byFrequency(best.reductions(), progress)).orElse(List.of()));
        listener.found(found);
        if (request.noiseRank()) {
            stages.next("Cut at the edge of noise");
            found = found.withNoise(search.measure(aboveNoise(request.plan(), evaluator), progress));
            listener.found(found);
        }
        if (!request.text().isEmpty()) {
            stages.next("Measure the price");
            found = found.with(price(request.text(), grid.cells()));
            listener.found(found);
        }
        if (request.tasks().size() > 1) {
            found = found.with(shared(request, search, grid, stages));
            listener.found(found);
        }
        return found;
    }

    /// Each matrix of a plan, cut where its singular values fall below those of noise; one that stands nowhere or everywhere above is left out.
    private List<Reduction> aboveNoise(SearchPlan plan, TaskEvaluator evaluator) {
        List<Reduction> cuts = new ArrayList<>();
        for (MatrixKind kind : plan.kinds()) {
            for (int block : plan.blocks()) {
                MatrixId matrix = new MatrixId(block, kind);
                int components = evaluator.components(matrix);
                int rank = workbench.spectrum(model.id(), matrix, progress).rankAboveNoise();
                if (rank > 0 && rank < components) {
                    cuts.add(Reduction.ofRank(matrix, rank, components, plan.method()));
                }
            }
        }
        return cuts;
    }

    private ExtraFindings.Price price(List<TokenSequence> text, List<Cell> cells) {
        try (TextEvaluator evaluator = workbench.textEvaluator(model.id(), text, SearchRun.STREAM_BYTES, progress)) {
            double asItIs = evaluator.loss(EditStack.NONE, progress);
            List<PricedCell> priced = new ArrayList<>();
            for (Cell cell : cells) {
                EditStack edits = new EditStack(cell.reductions().stream().map(reduction -> (Edit) reduction.edit()).toList());
                priced.add(new PricedCell(cell, evaluator.price(edits, asItIs, progress)));
                progress.items(priced.size(), cells.size());
            }
            return new ExtraFindings.Price(evaluator.tokens(), asItIs, priced);
        }
    }

    private ExtraFindings.Shared shared(SearchRequest request, Search search, SearchResult grid, SearchRun.Stages stages) {
        List<SearchedTask> others = request.tasks().subList(1, request.tasks().size());
        List<String> names = new ArrayList<>(List.of(request.own().task().name()));
        List<SearchResult> grids = new ArrayList<>(List.of(grid));
        for (SearchedTask other : others) {
            names.add(other.task().name());
            stages.next("Search on " + other.task().name());
            try (TaskEvaluator evaluator = workbench.evaluator(model.id(), other.task(), SearchRun.STREAM_BYTES)) {
                grids.add(new Search(other.task(), other.split(), evaluator, store).full(request.plan(), progress, _ -> {}));
            }
        }
        List<SharedSetting> settings = SharedSetting.of(grids);
        List<Cell> baselines = new ArrayList<>();
        List<Cell> tested = new ArrayList<>();
        Optional<Reduction> best = settings.stream().map(SharedSetting::reduction).findFirst();
        best.ifPresent(setting -> {
            test(search, setting, baselines, tested);
            for (SearchedTask other : others) {
                try (TaskEvaluator evaluator = workbench.evaluator(model.id(), other.task(), SearchRun.STREAM_BYTES)) {
                    test(new Search(other.task(), other.split(), evaluator, store), setting, baselines, tested);
                }
            }
        });
        return new ExtraFindings.Shared(names, settings, baselines, tested);
    }

    private void test(Search search, Reduction setting, List<Cell> baselines, List<Cell> tested) {
        baselines.add(search.test(List.of(), progress));
        tested.add(search.test(List.of(setting), progress));
    }
}
