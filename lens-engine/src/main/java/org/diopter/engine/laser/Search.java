package org.diopter.engine.laser;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.diopter.engine.data.Outcome;
import org.diopter.engine.data.Score;
import org.diopter.engine.data.Split;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.RankRule;
import org.diopter.model.Progress;

/// Looks for reductions that help a model at a task. Settings are chosen on the validation items; the test items are looked at for what was chosen.
///
/// Each cell is kept when it is done: a search that was stopped, by its user or by an error, goes on where it was.
public final class Search {
    private final Task task;
    private final Split split;
    private final EvaluateCell evaluator;
    private final CellStore store;

    public Search(Task task, Split split, EvaluateCell evaluator, CellStore store) {
        this.task = task;
        this.split = split;
        this.evaluator = evaluator;
        this.store = store;
    }

    /// Measures the model as it is on the validation items.
    public Score baseline(Progress progress) {
        int[] items = split.validation();
        return Score.of(task, items, outcomes(List.of(), items, progress));
    }

    /// Measures every cell of a grid on the validation items, promising ones first.
    ///
    /// @param progress gets cells
    /// @param listener hears of each cell when it is done
    /// @throws org.diopter.model.CancelledException if the user stopped it
    public SearchResult full(SearchPlan plan, Progress progress, Consumer<Cell> listener) {
        int[] items = split.validation();
        Grid grid = grid(plan);
        List<Outcome> baseline = outcomes(List.of(), items, progress);
        SearchOrder order = new SearchOrder(plan);
        TreeSet<Reduction> open = new TreeSet<>(grid.reductions);
        List<Cell> cells = new ArrayList<>();
        while (!open.isEmpty()) {
            progress.throwIfCancelled();
            Reduction reduction = order.next(open);
            open.remove(reduction);
            Cell cell = cell(List.of(reduction), items, outcomes(List.of(reduction), items, progress), baseline);
            order.saw(reduction, cell.score().logLoss());
            cells.add(cell);
            listener.accept(cell);
            progress.items(cells.size(), grid.reductions.size());
        }
        return result(baseline, inTableOrder(cells), List.of(), grid.skipped);
    }

    /// Measures a grid in rounds: all cells on a few items, the better half of them on twice as many, and so on to all validation items. Cheaper than the full
    /// grid and not the same: a cell that shines only on many items may fall early.
    ///
    /// @param firstItems how many items the first round has
    public SearchResult halving(SearchPlan plan, int firstItems, Progress progress, Consumer<Cell> listener) {
        int[] all = split.validation();
        Grid grid = grid(plan);
        List<Outcome> baseline = outcomes(List.of(), all, progress);
        Map<Reduction, List<Outcome>> known = new HashMap<>();
        List<Reduction> alive = grid.reductions;
        List<Cell> dropped = new ArrayList<>();
        for (int count = Math.clamp(firstItems, 1, all.length); ; count = Math.min(2 * count, all.length)) {
            int[] items = Arrays.copyOf(all, count);
            List<Cell> round = new ArrayList<>();
            for (Reduction reduction : alive) {
                progress.throwIfCancelled();
                List<Outcome> outcomes = known.computeIfAbsent(reduction, r -> new ArrayList<>());
                int[] fresh = Arrays.copyOfRange(all, outcomes.size(), count);
                outcomes.addAll(outcomes(List.of(reduction), fresh, progress));
                Cell cell = cell(List.of(reduction), items, outcomes, baseline.subList(0, count));
                round.add(cell);
                listener.accept(cell);
                progress.items(round.size(), alive.size());
            }
            if (count == all.length) {
                return result(baseline, inTableOrder(round), inTableOrder(dropped), grid.skipped);
            }
            round.sort(SearchResult.rule().thenComparing(cell -> cell.reductions().getFirst()));
            int half = Math.ceilDiv(round.size(), 2);
            dropped.addAll(round.subList(half, round.size()));
            alive = round.subList(0, half).stream().map(cell -> cell.reductions().getFirst()).sorted().toList();
        }
    }

    /// Stacks reductions greedily, as the LASER paper describes it: from the last block down, the smallest share first, each kept if it solves more of the
    /// validation items than the stack before.
    ///
    /// @param listener hears of each longer stack
    /// @return the stacks, each longer by one than the one before; empty if nothing helps
    public List<Cell> compose(SearchPlan plan, Progress progress, Consumer<Cell> listener) {
        int[] items = split.validation();
        Grid grid = grid(plan);
        List<Outcome> baseline = outcomes(List.of(), items, progress);
        Score best = Score.of(task, items, baseline);
        List<Cell> stacks = new ArrayList<>();
        List<Reduction> stack = List.of();
        int tried = 0;
        for (Reduction reduction : greedyOrder(grid.reductions)) {
            progress.throwIfCancelled();
            progress.items(tried++, grid.reductions.size());
            if (stack.stream().anyMatch(in -> in.matrix().equals(reduction.matrix()))) {
                continue;
            }
            List<Reduction> longer = new ArrayList<>(stack);
            longer.add(reduction);
            Cell cell = cell(longer, items, outcomes(longer, items, progress), baseline);
            if (cell.score().correct() > best.correct()) {
                stack = List.copyOf(longer);
                best = cell.score();
                stacks.add(cell);
                listener.accept(cell);
            }
        }
        return stacks;
    }

    private static List<Reduction> greedyOrder(List<Reduction> reductions) {
        return reductions.stream()
                .sorted(Comparator.<Reduction, Integer>comparing(reduction -> -reduction.matrix().block())
                        .thenComparing(Reduction::rho)
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /// Measures single cells on the validation items.
    public List<Cell> measure(List<Reduction> reductions, Progress progress) {
        int[] items = split.validation();
        List<Outcome> baseline = outcomes(List.of(), items, progress);
        return reductions.stream()
                .map(reduction -> cell(List.of(reduction), items, outcomes(List.of(reduction), items, progress), baseline))
                .toList();
    }

    /// What reductions do to the test items, by how often their facts stood in the training text; empty where that is not known.
    public List<FrequencyGain> byFrequency(List<Reduction> reductions, Progress progress) {
        int[] items = split.test();
        return FrequencyGain.of(task, items, outcomes(List.of(), items, progress), outcomes(reductions, items, progress));
    }

    /// Measures reductions on the test items.
    ///
    /// @param reductions none for the model as it is
    public Cell test(List<Reduction> reductions, Progress progress) {
        int[] items = split.test();
        List<Outcome> baseline = outcomes(List.of(), items, progress);
        return cell(reductions, items, reductions.isEmpty() ? baseline : outcomes(reductions, items, progress), baseline);
    }

    /// The cells of a plan, in the order of tables: those that keep something.
    ///
    /// @throws org.diopter.model.UnusableInputException if the model lacks one of the matrices
    public List<Reduction> cells(SearchPlan plan) {
        return grid(plan).reductions;
    }

    /// The reductions of a plan that keep something, and those that would keep nothing.
    private record Grid(List<Reduction> reductions, List<Reduction> skipped) {}

    /// @throws org.diopter.model.UnusableInputException if the model lacks one of the matrices
    private Grid grid(SearchPlan plan) {
        List<Reduction> reductions = new ArrayList<>();
        List<Reduction> skipped = new ArrayList<>();
        for (Reduction reduction : plan.reductions()) {
            (rank(reduction) > 0 ? reductions : skipped).add(reduction);
        }
        return new Grid(reductions, skipped);
    }

    private int rank(Reduction reduction) {
        return RankRule.rank(reduction.rho(), evaluator.components(reduction.matrix()));
    }

    private List<Outcome> outcomes(List<Reduction> reductions, int[] items, Progress progress) {
        Optional<List<Outcome>> kept = store.find(evaluator.identity(), reductions, items);
        if (kept.isPresent()) {
            return kept.get();
        }
        // Within a cell, how far it is would hide how many cells are done.
        List<Outcome> fresh = evaluator.evaluate(reductions, items, progress.unheard());
        store.keep(evaluator.identity(), reductions, items, fresh);
        return fresh;
    }

    private Cell cell(List<Reduction> reductions, int[] items, List<Outcome> outcomes, List<Outcome> baseline) {
        return Cell.of(task, reductions, reductions.stream().map(this::rank).toList(), items, outcomes, baseline);
    }

    private static List<Cell> inTableOrder(List<Cell> cells) {
        return cells.stream().sorted(Comparator.comparing(cell -> cell.reductions().getFirst())).toList();
    }

    private SearchResult result(List<Outcome> baseline, List<Cell> cells, List<Cell> dropped, List<Reduction> skipped) {
        int[] items = split.validation();
        return new SearchResult(Score.of(task, items, baseline), task.majorityBaseline(items), cells, dropped, skipped);
    }
}
