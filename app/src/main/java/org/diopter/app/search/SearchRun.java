package org.diopter.app.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.OpenModel;
import org.diopter.engine.TaskEvaluator;
import org.diopter.engine.Workbench;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.CellStore;
import org.diopter.engine.laser.ExtraFindings;
import org.diopter.engine.laser.Search;
import org.diopter.engine.laser.SearchResult;
import org.diopter.model.Progress;

/// Searches a model's matrices for reductions that help: the grid, what stacks of its cells do, the best on the test items, and what is asked for beside.
public final class SearchRun {
    /// Of the streams that are kept between two cells.
    static final long STREAM_BYTES = 512L << 20;

    private final Workbench workbench;
    private final OpenModel model;
    private final CellStore cells;
    private final GridSource elsewhere;
    private final Progress progress;
    private final SearchListener listener;

    /// @param cells where finished cells are kept
    /// @param elsewhere may measure the grid before
    public SearchRun(Workbench workbench, OpenModel model, CellStore cells, GridSource elsewhere, Progress progress, SearchListener listener) {
        this.workbench = workbench;
        this.model = model;
        this.cells = cells;
        this.elsewhere = elsewhere;
        this.progress = progress;
        this.listener = listener;
    }

    /// @throws org.diopter.model.CancelledException if the user stopped it; what is finished is kept
    public SearchFindings run(SearchRequest request) {
        SearchedTask own = request.own();
        Stages stages = new Stages(request, progress);
        try (TaskEvaluator evaluator = workbench.evaluator(model.id(), own.task(), STREAM_BYTES)) {
            Search search = new Search(own.task(), own.split(), evaluator, cells);
            elsewhere.measure(own, evaluator.identity(), search.cells(request.plan()), cells, progress);
            stages.next("Search");
            listener.begun(search.baseline(progress));
            SearchResult grid = request.halving() > 0
                    ? search.halving(request.plan(), request.halving(), progress, listener::measured)
                    : search.full(request.plan(), progress, listener::measured);
            listener.complete(grid);
            List<Cell> stacks = stacks(request, search, stages);
            stages.next("Test");
            Cell asItIs = search.test(List.of(), progress);
            List<Cell> tested = new ArrayList<>();
            for (Cell best : grid.best(request.tested())) {
                tested.add(test(search, best, asItIs));
            }
            Optional<Cell> testStack = stacks.isEmpty() ? Optional.empty() : Optional.of(test(search, stacks.getLast(), asItIs));
            ExtraFindings extras = new ExtraWork(workbench, model, cells, progress, listener).find(request, search, grid, evaluator, stages);
            return new SearchFindings(own.task(), own.split(), grid, stacks, asItIs, tested, testStack, extras);
        }
    }

    private List<Cell> stacks(SearchRequest request, Search search, Stages stages) {
        if (!request.compose()) {
            return List.of();
        }
        stages.next("Compose");
        return search.compose(request.plan(), progress, listener::stacked);
    }

    private Cell test(Search search, Cell chosen, Cell asItIs) {
        Cell test = search.test(chosen.reductions(), progress);
        listener.tested(asItIs, test);
        return test;
    }

    /// Counts the stages of a search for its progress.
    static final class Stages {
        private final Progress progress;
        private final int all;
        private int begun;

        Stages(SearchRequest request, Progress progress) {
            this.progress = progress;
            all = 2 + (request.compose() ? 1 : 0) + (request.noiseRank() ? 1 : 0) + (request.text().isEmpty() ? 0 : 1) + request.tasks().size() - 1;
        }

        void next(String name) {
            begun++;
            progress.stage(name, begun, all);
        }
    }
}
