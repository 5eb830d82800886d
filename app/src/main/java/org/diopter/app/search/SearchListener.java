package org.diopter.app.search;

import org.diopter.engine.data.Score;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.ExtraFindings;
import org.diopter.engine.laser.SearchResult;

/// Hears what a search finds as it finds it, on the thread that searches.
public interface SearchListener {
    /// The model as it is has been measured on the validation items.
    default void begun(Score baseline) {}

    /// A cell of the grid is done; in successive halving once a round, on more items each time.
    default void measured(Cell cell) {}

    /// The grid is complete.
    default void complete(SearchResult grid) {}

    /// Composition has found a longer stack.
    default void stacked(Cell stack) {}

    /// Something has been measured on the test items.
    ///
    /// @param baseline the model as it is on the same items
    default void tested(Cell baseline, Cell cell) {}

    /// More is known beside the grid.
    default void found(ExtraFindings soFar) {}
}
