package org.diopter.views.cache;

import java.util.ArrayList;
import java.util.List;
import org.diopter.engine.cache.EvictionRecord;
import org.diopter.engine.cache.H2oEvaluation;
import org.diopter.engine.cache.IdealPolicy;
import org.diopter.engine.cache.PolicyOutcome;
import org.diopter.views.figure.FigureTable;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.Texts;

/// All policies of a text in one table: everything kept, those that are looked at, the others.
final class PoliciesTable {
    private static final Texts TEXTS = Texts.of(PoliciesTable.class);
    private static final double KIB = 1024;
    /// Most policies differ by a hundredth of a nat or less.
    private static final int DIVERGENCE = 3;

    private PoliciesTable() {}

    /// Retained mass (mean, and the smallest of any head at any query; none under LESS), KL of the last prediction to the full cache, and the cache's KiB (of what could be one).
    ///
    /// @param others for comparison; may be empty
    static FigureTable of(CacheModel.Known known, List<OtherPolicies.Other> others) {
        List<List<FigureTable.Entry>> rows = new ArrayList<>();
        PolicyOutcome first = known.outcomes().getFirst();
        rows.add(List.of(FigureTable.Entry.of(TEXTS.get("kind.FULL")), BlockTable.number(1, 2), BlockTable.number(1, 2), BlockTable.number(0, DIVERGENCE),
                bytes(first.fullBytes())));
        for (int side = 0; side < known.outcomes().size(); side++) {
            rows.add(row(known.asked().get(side).kind(), known.outcomes().get(side)));
        }
        others.forEach(other -> rows.add(row(other.kind(), other.outcome())));
        return new FigureTable(List.of(TEXTS.get("policy"), TEXTS.get("mean"), TEXTS.get("least"), TEXTS.get("last-kl"), TEXTS.get("kib")), rows);
    }

    private static List<FigureTable.Entry> row(PolicyForm.Kind kind, PolicyOutcome outcome) {
        boolean measured = CacheFigures.hasMass(outcome);
        return List.of(
                FigureTable.Entry.of(TEXTS.get(kind == PolicyForm.Kind.STREAMING ? "streaming" : "kind." + kind.name())),
                BlockTable.number(measured ? outcome.effect().meanRetainedMass() : Double.NaN, 2),
                BlockTable.number(measured ? least(outcome) : Double.NaN, 2),
                BlockTable.number(outcome.effect().lastKl(), DIVERGENCE),
                remembers(outcome) ? bytes(outcome.keptBytes()) : BlockTable.unknown());
    }

    /// Whether it could be a cache: one that takes evicted keys back would need them all.
    private static boolean remembers(PolicyOutcome outcome) {
        return !(outcome.effect().use().policy() instanceof IdealPolicy || outcome.effect().use().policy() instanceof H2oEvaluation);
    }

    private static FigureTable.Entry bytes(long bytes) {
        return FigureTable.Entry.of(bytes / KIB, Numbers.count(Math.round(bytes / KIB)));
    }

    private static double least(PolicyOutcome outcome) {
        double least = 1;
        for (EvictionRecord block : outcome.blocks()) {
            for (int head = 0; head < block.heads(); head++) {
                for (int query = 0; query < block.tokens(); query++) {
                    least = Math.min(least, block.mass(head, query));
                }
            }
        }
        return least;
    }
}
