package org.diopter.engine.laser;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.RankRule;
import org.diopter.engine.edit.ReduceRank;
import org.diopter.model.UnusableInputException;

/// Which parts of a matrix are asked alone, to see what the removed components held.
///
/// @param cut the reduction whose effect is to be explained: it says which items it corrects
/// @param shares how large the parts are, ascending, each above 0 and at most 1
public record HeldPlan(ReduceRank cut, List<BigDecimal> shares) {
    /// What is asked where nothing else is said.
    public static final List<BigDecimal> SHARES =
            Stream.of("0.01", "0.02", "0.05", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1").map(BigDecimal::new).toList();

    public HeldPlan {
        shares = shares.stream().map(BigDecimal::stripTrailingZeros).distinct().sorted().toList();
        shares.forEach(RankRule::requireShare);
        if (shares.isEmpty()) {
            throw new UnusableInputException("D-205", "No share of the components is named. Name for example 0.1,0.5.");
        }
    }

    /// The matrix that is taken apart.
    public MatrixId matrix() {
        return cut.matrix();
    }

    /// Every part, the top ones first, ascending; a share that has no component of a matrix of this size is left out.
    public List<MatrixPart> parts(int components) {
        List<MatrixPart> parts = new ArrayList<>();
        for (MatrixPart.Side side : MatrixPart.Side.values()) {
            for (BigDecimal share : shares) {
                int rank = RankRule.rank(share, components);
                if (rank > 0) {
                    parts.add(new MatrixPart(side, share, rank));
                }
            }
        }
        return parts;
    }
}
