package org.diopter.app.command;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.diopter.engine.OpenModel;
import org.diopter.engine.TaskEvaluator;
import org.diopter.engine.data.Split;
import org.diopter.engine.data.Task;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.CellStore;
import org.diopter.engine.laser.Search;
import org.diopter.engine.laser.SearchPlan;
import org.diopter.engine.laser.SearchResult;
import org.diopter.model.CancelledException;
import org.diopter.model.Progress;

/// Searches a model's matrices for reductions that help.
///
/// @param resume whether cells that an earlier search finished are taken over
/// @param note is told what the user should know beside the result
/// @param cluster where the grid is measured; nothing for this machine
record SearchWork(CommandEngine engine, OpenModel model, boolean resume, Optional<SearchCluster> cluster, Consumer<String> note) {
    /// So many items must change sides, all in one direction, to be more than chance.
    private static final int LEAST_CHANGE = 6;
    private static final int FEW_ITEMS = 100;

    /// @throws CancelledException if the user stopped it; what is finished is kept
    SearchFindings run(SearchChoice choice, long seed) {
        Task task = choice.task().read();
        Split split = choice.split(task, seed);
        warn(split.validation().length);
        SearchPlan plan = choice.plan(model.card().layers());
        CellStore cells = resume ? CellStore.resuming(engine.store()) : CellStore.anew(engine.store());
        AtomicInteger finished = new AtomicInteger();
        try (TaskEvaluator evaluator = engine.evaluator(model, task)) {
            Search search = new Search(task, split, evaluator, cells);
            cluster.ifPresent(machines -> machines.measure(task, split, evaluator.identity(), search.cells(plan), cells, engine.progress()));
            return run(search, choice, plan, task, split, cell -> finished.incrementAndGet(), grid ->
                    new ExtraWork(engine, model, cells).find(choice, plan, search, grid, evaluator, task, seed));
        } catch (CancelledException e) {
            note.accept("%s finished and kept; --resume goes on with them.".formatted(LensTable.plural(finished.get(), "cell")));
            throw e;
        }
    }

    private SearchFindings run(
            Search search,
            SearchChoice choice,
            SearchPlan plan,
            Task task,
            Split split,
            Consumer<Cell> listener,
            Function<SearchResult, ExtraFindings> extras) {
        Progress progress = engine.progress();
        int stages = choice.compose() ? 3 : 2;
        progress.stage("Search", 1, stages);
        SearchResult grid = choice.halving() > 0
                ? search.halving(plan, choice.halving(), progress, listener)
                : search.full(plan, progress, listener);
        if (choice.compose()) {
            progress.stage("Compose", 2, stages);
        }
        List<Cell> stacks = choice.compose() ? search.compose(plan, progress, listener) : List.of();
        progress.stage("Test", stages, stages);
        Optional<Cell> stack = stacks.isEmpty() ? Optional.empty() : Optional.of(stacks.getLast());
        return new SearchFindings(
                task, split, grid, stacks,
                search.test(List.of(), progress),
                grid.best().map(best -> search.test(best.reductions(), progress)),
                stack.map(best -> search.test(best.reductions(), progress)),
                extras.apply(grid));
    }

    private void warn(int items) {
        if (items <= LEAST_CHANGE) {
            note.accept("D-401: %d items to choose on. Any difference may be chance. Take more items, or a larger --validation.".formatted(items));
        } else if (items < FEW_ITEMS) {
            note.accept("D-401: %d items to choose on. A difference below %d of them (%.0f points) is within noise, and the best of many cells looks better"
                    .formatted(items, LEAST_CHANGE, 100.0 * LEAST_CHANGE / items) + " than it is.");
        }
    }
}
