package org.diopter.app.search;

import java.util.List;
import java.util.Optional;
import org.diopter.engine.data.Split;
import org.diopter.engine.data.Task;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.ExtraFindings;
import org.diopter.engine.laser.SearchResult;

/// What a search has found, and how that does on items that it was not chosen on.
///
/// @param grid on the validation items
/// @param stacks of composition, each longer than the one before; none if it was not asked for, or nothing helps
/// @param testBaseline the model as it is on the test items
/// @param tested the best cells on the test items, the best of the grid first
/// @param testStack the longest stack on the test items
/// @param extras what was found beside the grid
public record SearchFindings(
        Task task, Split split, SearchResult grid, List<Cell> stacks, Cell testBaseline, List<Cell> tested, Optional<Cell> testStack,
        ExtraFindings extras) {
    public SearchFindings {
        stacks = List.copyOf(stacks);
        tested = List.copyOf(tested);
    }

    /// The best cell on the test items.
    public Optional<Cell> testBest() {
        return tested.stream().findFirst();
    }
}
