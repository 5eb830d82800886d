package org.diopter.views.figure;

import java.util.Optional;
import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.Trajectory;

/// What stands beside a trajectory, B: where its edits act, and the run that it is compared with, A.
///
/// @param cone where B can differ from the model as it is
/// @param baseline A, of as many tokens and read at the same layers; nothing if B stands alone
/// @param difference whether cells show B − A and not B
/// @param moved where cells of a difference show the token whose probability changes most and by how much, what knows that; A is its first reading
public record Comparison(CausalCone cone, Optional<Trajectory> baseline, boolean difference, Optional<LensDifference> moved) {
    /// A trajectory without edits that stands alone.
    public static final Comparison NONE = new Comparison(CausalCone.NONE, Optional.empty(), false);

    public Comparison {
        if (difference && baseline.isEmpty()) {
            throw new IllegalArgumentException("a difference of one trajectory");
        }
        if (!difference && moved.isPresent()) {
            throw new IllegalArgumentException("moved tokens of no difference");
        }
    }

    /// Of two runs, whose difference is that of a statistic.
    public Comparison(CausalCone cone, Optional<Trajectory> baseline, boolean difference) {
        this(cone, baseline, difference, Optional.empty());
    }

    /// The difference as the token whose probability changes most in each cell.
    public static Comparison moved(CausalCone cone, Trajectory baseline, LensDifference difference) {
        return new Comparison(cone, Optional.of(baseline), true, Optional.of(difference));
    }

    /// An edited run that stands alone.
    public static Comparison edited(CausalCone cone) {
        return new Comparison(cone, Optional.empty(), false);
    }

    /// Whether A's column is known, where there is an A.
    boolean isKnown(int position) {
        return (baseline.isEmpty() || baseline.get().isKnown(position)) && (moved.isEmpty() || moved.get().isKnown(position));
    }

    /// Whether the top-1 of a known cell of B differs from A's.
    boolean isTopChanged(Trajectory trajectory, int row, int position) {
        return baseline.isPresent()
                && baseline.get().isKnown(position)
                && baseline.get().topId(row, position, 0) != trajectory.topId(row, position, 0);
    }
}
