package org.diopter.views.rank;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.diopter.engine.data.Score;
import org.diopter.engine.data.Split;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.ExtraFindings;
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
/// @param stacks of composition, each longer than the one before
/// @param extras what is known beside the grid
/// @param provenance where the numbers come from
public record SearchState(Task task, Split split, SearchPlan plan, Score baseline, List<Cell> cells, List<Reduction> skipped,
        Map<List<Reduction>, Cell> tested, List<Cell> stacks, ExtraFindings extras, Provenance provenance) {
    /// The paper's rule: the largest accuracy; of equal ones the smallest log-loss.
    private static final Comparator<Cell> BETTER =
            Comparator.<Cell>comparingDouble(cell -> -cell.score().accuracy()).thenComparingDouble(cell -> cell.score().logLoss())
                    .thenComparing(SearchState::reduction);

    public SearchState {
        cells = List.copyOf(cells);
        skipped = List.copyOf(skipped);
        tested = Map.copyOf(tested);
        stacks = List.copyOf(stacks);
    }

    /// Of a search that has only measured the model as it is.
    public static SearchState begun(Task task, Split split, SearchPlan plan, Score baseline, Provenance provenance) {
        return new SearchState(task, split, plan, baseline, List.of(), List.of(), Map.of(), List.of(), ExtraFindings.NONE, provenance);
    }

    /// The reduction of a cell of the grid.
    public static Reduction reduction(Cell cell) {
        return cell.reductions().getFirst();
    }

    /// With a cell that was measured; in successive halving in the place of what it was on fewer items.
    public SearchState with(Cell cell) {
        List<Cell> more = new ArrayList<>(cells);
        more.removeIf(known -> known.reductions().equals(cell.reductions()));
        more.add(cell);
        return new SearchState(task, split, plan, baseline, more, skipped, tested, stacks, extras, provenance);
    }

    public SearchState skipping(List<Reduction> others) {
        return new SearchState(task, split, plan, baseline, cells, others, tested, stacks, extras, provenance);
    }

    /// With a cell that was measured on the test items.
    public SearchState tested(Cell cell) {
        Map<List<Reduction>, Cell> more = new HashMap<>(tested);
        more.put(cell.reductions(), cell);
        return new SearchState(task, split, plan, baseline, cells, skipped, more, stacks, extras, provenance);
    }

    /// With a longer stack.
    public SearchState stacked(Cell stack) {
        List<Cell> more = new ArrayList<>(stacks);
        more.add(stack);
        return new SearchState(task, split, plan, baseline, cells, skipped, tested, more, extras, provenance);
    }

    /// With what is known beside the grid.
    public SearchState with(ExtraFindings found) {
        return new SearchState(task, split, plan, baseline, cells, skipped, tested, stacks, found, provenance);
    }

    /// Whether a cell was measured on all validation items; successive halving drops the worse half of them after fewer.
    public boolean isWhole(Cell cell) {
        return cell.items().length == split.validation().length;
    }

    /// The measured cell of a reduction, be it one of the grid's or at the edge of noise.
    public Optional<Cell> cell(Reduction reduction) {
        return Stream.concat(cells.stream(), extras.noise().stream()).filter(cell -> reduction(cell).equals(reduction)).findFirst();
    }

    /// A cell on the test items, once it was measured there.
    public Optional<Cell> test(List<Reduction> reductions) {
        return Optional.ofNullable(tested.get(reductions));
    }

    /// The best cells on the validation items, best first.
    public List<Cell> best(int count) {
        return cells.stream().filter(this::isWhole).sorted(BETTER).limit(count).toList();
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
