package org.diopter.app.command;

import java.util.List;
import java.util.Optional;
import org.diopter.engine.data.Split;
import org.diopter.engine.data.Task;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.SearchResult;

/// What a search has found, and how that does on items that it was not chosen on.
///
/// @param grid on the validation items
/// @param stacks of composition, each longer than the one before; none if it was not asked for, or nothing helps
/// @param testBaseline the model as it is on the test items
/// @param testBest the best cell on the test items
/// @param testStack the longest stack on the test items
/// @param extras what was found beside the grid
record SearchFindings(
        Task task, Split split, SearchResult grid, List<Cell> stacks, Cell testBaseline, Optional<Cell> testBest, Optional<Cell> testStack,
        ExtraFindings extras) {}
