package org.diopter.views.rank;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.data.Metric;
import org.diopter.engine.data.TaskKind;
import org.diopter.engine.laser.SearchPlan;

/// What a search is to look at beyond the usual.
///
/// @param blocks as typed, such as `0,4-7`; empty for all
/// @param rhos as typed
/// @param randomised whether components come from a random projection
/// @param metric when an item counts as solved; the task's own if nothing
/// @param halving items of the first round of successive halving; 0 for the full grid
/// @param compose whether reductions are also stacked
/// @param noiseRank whether each matrix is also cut at the edge of noise
/// @param text on which cells are priced
/// @param textTokens how many of its first tokens are read
/// @param also further tasks: which one setting serves all best?
public record SearchMore(String blocks, String rhos, boolean randomised, Optional<Metric> metric, int halving, boolean compose, boolean noiseRank,
        Optional<Path> text, int textTokens, List<Also> also) {
    /// As the LASER paper does it, and nothing beside.
    public static final SearchMore NOTHING = new SearchMore("",
            String.join(", ", SearchPlan.PAPER_RHOS.stream().map(rho -> rho.toPlainString()).toList()), false, Optional.empty(), 0, false, false,
            Optional.empty(), 4096, List.of());

    /// A further task.
    public record Also(Path file, TaskKind kind) {}

    public SearchMore {
        also = List.copyOf(also);
    }

    public SearchMore withText(Optional<Path> file) {
        return new SearchMore(blocks, rhos, randomised, metric, halving, compose, noiseRank, file, textTokens, also);
    }

    public SearchMore withAlso(List<Also> others) {
        return new SearchMore(blocks, rhos, randomised, metric, halving, compose, noiseRank, text, textTokens, others);
    }
}
