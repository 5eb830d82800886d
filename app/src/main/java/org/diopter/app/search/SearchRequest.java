package org.diopter.app.search;

import java.util.List;
import org.diopter.engine.laser.SearchPlan;
import org.diopter.model.tokenizer.TokenSequence;

/// What a search is to look at.
///
/// @param tasks the task whose grid is shown, and further ones: which one setting serves all best?
/// @param plan the grid
/// @param halving items of the first round of successive halving; 0 for the full grid
/// @param compose whether reductions are also stacked greedily
/// @param noiseRank whether each matrix is also cut at the Marchenko–Pastur edge, a rank that is chosen without a search
/// @param text on which every cell is priced; none for no price
/// @param tested how many of the best cells are measured on the test items
public record SearchRequest(
        List<SearchedTask> tasks, SearchPlan plan, int halving, boolean compose, boolean noiseRank, List<TokenSequence> text, int tested) {
    public SearchRequest {
        tasks = List.copyOf(tasks);
        text = List.copyOf(text);
        if (tasks.isEmpty() || halving < 0 || tested < 1) {
            throw new IllegalArgumentException("%d tasks, %d items of a first round, %d cells tested".formatted(tasks.size(), halving, tested));
        }
    }

    /// The task whose grid is shown.
    public SearchedTask own() {
        return tasks.getFirst();
    }
}
