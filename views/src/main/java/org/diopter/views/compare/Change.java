package org.diopter.views.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.LensDifference.Measure;
import org.diopter.views.figure.Cell;

/// How far one cell of B differs from A's.
///
/// @param token whose probability changes most
/// @param by how much, B − A
/// @param js Jensen–Shannon divergence, nats
/// @param kl KL(A‖B), nats
/// @param topChanged whether the top-1 is another one
public record Change(Cell cell, int token, double by, double js, double kl, boolean topChanged) {
    /// The cells that differ, the largest change first.
    ///
    /// @param most how many at most
    public static List<Change> largest(ComparedPair pair, ChangeMeasure measure, int most) {
        List<Change> all = new ArrayList<>();
        pair.difference().ifPresent(difference -> {
            for (int position = 0; position < pair.b().trajectory().positions(); position++) {
                for (int row = 0; difference.isKnown(position) && row < pair.b().trajectory().rows(); row++) {
                    Change change = of(pair, difference, new Cell(row, position));
                    if (change.size(measure) > 0) {
                        all.add(change);
                    }
                }
            }
        });
        all.sort(Comparator.comparingDouble((Change change) -> -change.size(measure)));
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }

    private static Change of(ComparedPair pair, LensDifference difference, Cell cell) {
        int row = cell.row();
        int at = cell.position();
        boolean other = pair.isKnown(row, at) && pair.a().trajectory().topId(row, at, 0) != pair.b().trajectory().topId(row, at, 0);
        return new Change(cell, difference.movedToken(row, at), difference.movedBy(row, at), difference.value(Measure.JENSEN_SHANNON, row, at),
                difference.value(Measure.KL, row, at), other);
    }

    private double size(ChangeMeasure measure) {
        return switch (measure) {
            case JS -> js;
            case KL -> kl;
            case PROBABILITY -> Math.abs(by);
        };
    }

    /// How many known cells differ at all.
    public static int differing(ComparedPair pair) {
        return largest(pair, ChangeMeasure.PROBABILITY, Integer.MAX_VALUE).size();
    }
}
