package org.diopter.views.rank;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diopter.engine.data.Score;
import org.diopter.engine.data.Split;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.Reduction;
import org.diopter.engine.laser.SearchPlan;
import org.diopter.views.figure.Provenance;

/// What a search has found so far, as a value: it grows cell by cell.
///
/// @param task the questions
/// @param split on which settings are chosen, and on which they are judged
/// @param plan all cells there will be
/// @param baseline the model as it is, on the validation items
/// @param cells those that are measured, on the validation items, in the order in which they came
/// @param skipped those whose rank would be 0
/// @param tested the model as it is (no reductions) and the best cells, on the test items; empty until the grid is complete
/// @param provenance where the numbers come from
public record SearchState(Task task, Split split, SearchPlan plan, Score baseline, List<Cell> cells, List<Reduction> skipped,
        Map<List<Reduction>, Cell> tested, Provenance provenance) {
    /// The paper's rule: the largest accuracy; of equal ones the smallest log-loss.
    private static final Comparator<Cell> BETTER =
            Comparator.<Cell>comparingDouble(cell -> -cell.score().accuracy()).thenComparingDouble(cell -> cell.score().logLoss())
                    .thenComparing(SearchState::reduction);

    public SearchState {
        cells = List.copyOf(cells);
        skipped = List.copyOf(skipped);
        tested = Map.copyOf(tested);
    }

    /// What becomes of a state when something is found.
    @FunctionalInterface
    public interface Change {
        SearchState of(SearchState now);
    }

    /// Of a search that has only measured the model as it is.
    public static SearchState begun(Task task, Split split, SearchPlan plan, Score baseline, Provenance provenance) {
        return new SearchState(task, split, plan, baseline, List.of(), List.of(), Map.of(), provenance);
    }

    /// The order in which cells are chosen, best first: the paper's rule.
    public static Comparator<Cell> better() {
        return BETTER;
    }

    /// The reduction of a cell of the grid.
    public static Reduction reduction(Cell cell) {
        return cell.reductions().getFirst();
    }

    public SearchState with(Cell cell) {
        List<Cell> more = new ArrayList<>(cells);
        more.add(cell);
        return new SearchState(task, split, plan, baseline, more, skipped, tested, provenance);
    }

    public SearchState skipping(List<Reduction> others) {
        return new SearchState(task, split, plan, baseline, cells, others, tested, provenance);
    }

    /// With a cell that was measured on the test items.
    public SearchState tested(Cell cell) {
        Map<List<Reduction>, Cell> more = new HashMap<>(tested);
        more.put(cell.reductions(), cell);
        return new SearchState(task, split, plan, baseline, cells, skipped, more, provenance);
    }

    /// The measured cell of a reduction.
    public Optional<Cell> cell(Reduction reduction) {
        return cells.stream().filter(cell -> reduction(cell).equals(reduction)).findFirst();
    }

    /// A cell on the test items, once it was measured there.
    public Optional<Cell> test(List<Reduction> reductions) {
        return Optional.ofNullable(tested.get(reductions));
    }

    /// The best cells on the validation items, best first.
    public List<Cell> best(int count) {
        return cells.stream().sorted(BETTER).limit(count).toList();
    }

    /// The blocks of the grid, the last first.
    public List<Integer> blocks() {
        return plan.blocks().reversed();
    }

    /// The shares of the grid, the largest first.
    public List<BigDecimal> rhos() {
        return plan.rhos().reversed();
    }

    /// The kinds of matrices of the grid.
    public List<MatrixKind> kinds() {
        return plan.kinds();
    }
}
