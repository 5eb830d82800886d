package org.diopter.views.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.Study;
import org.diopter.engine.edit.Edit;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixEdit;
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
        List<Edit> edits = study.edits().edits().stream().filter(edit -> !(edit instanceof MatrixEdit matrix && matrix.neutral().equals(edit))).toList();
        return new Changes(new EditStack(edits), study.cache());
    }

    /// The same once more is known of the difference.
    public ComparedPair with(LensDifference known) {
        return new ComparedPair(a, b, Optional.of(known), cone);
    }

    /// Where what two studies change can make these differ: above and right of the first edit that they do not share, and, if their caches are not used alike,
    /// from the first query on that either of them keeps from a key.
    public static CausalCone cone(Study a, Study b) {
        if (!new Study(a.model(), a.tokens(), a.lens(), b.edits(), b.cache()).equals(b)) {
            return CausalCone.NONE;
        }
        List<Edit> first = a.edits().edits();
        List<Edit> second = b.edits().edits();
        int shared = 0;
        while (shared < Math.min(first.size(), second.size()) && first.get(shared).equals(second.get(shared))) {
            shared++;
        }
        List<Edit> own = new ArrayList<>(first.subList(shared, first.size()));
        own.addAll(second.subList(shared, second.size()));
        int positions = b.tokens().length();
        CausalCone edited = CausalCone.of(new EditStack(own), positions);
        return a.cache().equals(b.cache()) ? edited.under(b.cache()) : edited.with(a.cache(), positions).with(b.cache(), positions);
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
