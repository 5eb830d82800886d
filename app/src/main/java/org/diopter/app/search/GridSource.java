package org.diopter.app.search;

import java.util.List;
import org.diopter.engine.laser.CellStore;
import org.diopter.engine.laser.Reduction;
import org.diopter.model.Progress;

/// Measures cells of a grid elsewhere, before the search looks for them in the store.
@FunctionalInterface
public interface GridSource {
    /// Nothing is measured elsewhere.
    GridSource NONE = (_, _, _, _, _) -> {};

    /// @param identity of model and task, under which the store keeps cells
    /// @param cells of the grid
    /// @param store in which what is done is found afterwards
    void measure(SearchedTask task, String identity, List<Reduction> cells, CellStore store, Progress progress);
}
