package org.diopter.views.compare;

import java.util.Optional;
import org.diopter.engine.Study;
import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.Trajectory;
import org.diopter.views.edits.Changes;
import org.diopter.views.figure.CausalCone;
import org.diopter.views.kit.Findings;

/// Two runs that are compared, of equally many tokens and rows. Of models of different depth a row holds the layers of both at the same relative depth.
///
/// @param difference how they differ over the whole vocabulary, A first; nothing until it is known
/// @param cone where B can differ from A, if only edits and cache policies make them differ; empty if something else does
public record ComparedPair(Findings a, Findings b, Optional<LensDifference> difference, CausalCone cone) {
    /// What of a run changes something: beside that a run may have edits that only make it comparable.
    public static Changes changing(Study study) {
        return new Changes(study.edits().changing(), study.cache());
    }

    /// The same once more is known of the difference.
    public ComparedPair with(LensDifference known) {
        return new ComparedPair(a, b, Optional.of(known), cone);
    }

    /// Whether a row holds layers of different numbers.
    public boolean isByDepth() {
        return a.card().layers() != b.card().layers();
    }

    /// How many positions hold different tokens in both.
    public int differentTokens() {
        int count = 0;
        for (int position = 0; position < b.trajectory().positions(); position++) {
            if (a.study().tokens().id(position) != b.study().tokens().id(position)) {
                count++;
            }
        }
        return count;
    }

    /// Whether both know a cell.
    public boolean isKnown(int row, int position) {
        return isKnown(a.trajectory(), row, position) && isKnown(b.trajectory(), row, position);
    }

    private static boolean isKnown(Trajectory run, int row, int position) {
        return row < run.rows() && position < run.positions() && run.isKnown(position);
    }
}
