package org.diopter.views.figure;

import java.util.Arrays;
import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;

/// How a trajectory's own lens reads a cell differently from a second lens: own − second.
///
/// @param pair what the second lens reads
public record LensContrast(Measure measure, LensPair pair) implements Quantity {
    private static final double PERCENT = 100;

    /// What is compared.
    public enum Measure {
        /// Probability of the final top-1 of the position, in percentage points.
        PROBABILITY,
        /// Log-probability of the final top-1 of the position.
        LOG_PROBABILITY,
        /// KL(final ‖ lens): below zero where the own lens is nearer to the final distribution.
        KL_TO_FINAL,
        /// KL(second lens ‖ own lens).
        KL_BETWEEN
    }

    @Override
    public String title() {
        return switch (measure) {
            case PROBABILITY -> "Probability of final top-1 minus " + pair.name();
            case LOG_PROBABILITY -> "Log-probability of final top-1 minus " + pair.name();
            case KL_TO_FINAL -> "KL to final minus " + pair.name();
            case KL_BETWEEN -> "KL from " + pair.name();
        };
    }

    @Override
    public String legend() {
        return switch (measure) {
            case PROBABILITY -> "Δ probability of final top-1, pp";
            case LOG_PROBABILITY -> "Δ log p of final top-1";
            case KL_TO_FINAL -> "Δ KL to final";
            case KL_BETWEEN -> "KL from " + pair.name();
        };
    }

    @Override
    public boolean hasUnit() {
        return measure != Measure.PROBABILITY;
    }

    @Override
    public boolean isTwoSided() {
        return measure != Measure.KL_BETWEEN;
    }

    /// Of differences only a start: their range always goes as far as the values do.
    @Override
    public ValueRange fixedRange(int vocabulary, Unit unit) {
        return switch (measure) {
            case PROBABILITY -> ValueRange.of(-PERCENT, PERCENT);
            case LOG_PROBABILITY, KL_TO_FINAL -> new ValueRange(-unit.of(6), unit.of(6), ValueRange.Scale.LINEAR, true, true);
            case KL_BETWEEN -> ValueRange.upTo(unit.of(6));
        };
    }

    @Override
    public double value(Trajectory own, int row, int position, Unit unit) {
        Trajectory other = pair.trajectory();
        if (!isDefined(own, row, position)) {
            return Double.NaN;
        }
        return switch (measure) {
            case PROBABILITY -> PERCENT * (Math.exp(logProbability(own, own, row, position)) - Math.exp(logProbability(own, other, row, position)));
            case LOG_PROBABILITY -> unit.of(logProbability(own, own, row, position) - logProbability(own, other, row, position));
            case KL_TO_FINAL -> unit.of((double) own.value(Statistic.KL_TO_FINAL, row, position) - other.value(Statistic.KL_TO_FINAL, row, position));
            case KL_BETWEEN -> unit.of(pair.difference().orElseThrow().value(LensDifference.Measure.KL, row, position));
        };
    }

    /// The final top-1 was top-1 in its column, hence is tracked through any lens.
    private static double logProbability(Trajectory own, Trajectory through, int row, int position) {
        return through.trackedLogProbability(row, position, own.topId(own.rows() - 1, position, 0));
    }

    @Override
    public boolean isDefined(Trajectory own, int row, int position) {
        Trajectory other = pair.trajectory();
        boolean same = Arrays.equals(own.layers(), other.layers()) && own.positions() == other.positions();
        boolean known = same && other.isKnown(position);
        return known && (measure != Measure.KL_BETWEEN || pair.difference().filter(difference -> difference.isKnown(position)).isPresent());
    }

    @Override
    public String text(double value) {
        return switch (measure) {
            case PROBABILITY -> Numbers.signed(value, 1);
            case LOG_PROBABILITY, KL_TO_FINAL -> Numbers.signed(value, 2);
            case KL_BETWEEN -> Numbers.divergence(value);
        };
    }

    @Override
    public String suffix(Unit unit) {
        return measure == Measure.PROBABILITY ? " pp" : " " + unit.label();
    }
}
