package org.diopter.app.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a search looks at beside its grid.
///
/// @param also further tasks: which one setting serves all best?
/// @param price the text on which cells are priced, or null
/// @param noiseRank whether each matrix is also cut where noise begins, without a search
record SearchExtras(List<TaskChoice> also, @Nullable PriceText price, boolean noiseRank) {
    static final SearchExtras NONE = new SearchExtras(List.of(), null, false);

    SearchExtras {
        also = List.copyOf(also);
    }
}
