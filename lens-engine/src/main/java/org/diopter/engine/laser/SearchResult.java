package org.diopter.engine.laser;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.data.Score;

/// What a search found.
///
/// @param baseline the model as it is, on the validation items
/// @param majority what always giving the commonest answer would reach on them
/// @param cells those that were measured on all validation items, in the order of tables, whatever the order in which they came
/// @param dropped those that successive halving gave up, measured on the fewer items of the round they fell in; none in a full search
/// @param skipped those whose rank would be 0
public record SearchResult(Score baseline, double majority, List<Cell> cells, List<Cell> dropped, List<Reduction> skipped) {
    /// The paper's rule: the largest accuracy; of equal ones the smallest log-loss; of equal ones the first.
    private static final Comparator<Cell> RULE =
            Comparator.<Cell>comparingDouble(cell -> -cell.score().accuracy()).thenComparingDouble(cell -> cell.score().logLoss());

    public SearchResult {
        cells = List.copyOf(cells);
        dropped = List.copyOf(dropped);
        skipped = List.copyOf(skipped);
    }

    /// The best cell by the paper's rule, be it better than the model as it is or not; none if there are no cells.
    public Optional<Cell> best() {
        return cells.stream().min(RULE);
    }

    /// The best cells by the paper's rule, best first.
    ///
    /// @param count how many at most
    public List<Cell> best(int count) {
        return cells.stream().sorted(RULE).limit(count).toList();
    }

    /// Whether the best cell beats the model as it is, by the same rule.
    public boolean helps() {
        return best().filter(cell -> better(cell.score(), baseline)).isPresent();
    }

    /// Whether a score beats another: by accuracy, then by log-loss.
    static boolean better(Score score, Score than) {
        return score.accuracy() > than.accuracy() || (score.accuracy() == than.accuracy() && score.logLoss() < than.logLoss());
    }

    static Comparator<Cell> rule() {
        return RULE;
    }
}
