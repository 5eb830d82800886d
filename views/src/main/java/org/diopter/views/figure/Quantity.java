package org.diopter.views.figure;

import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;

/// A number of each cell of a trajectory, as it is shown: its names, its fixed range and how its values are written (UI guide §3.1).
public sealed interface Quantity permits Quantity.OfCell, Quantity.OfToken, LensContrast {
    /// Its name in a list: `KL to final`.
    String title();

    /// Its name beside a legend.
    String legend();

    /// Whether its values are in nats or bits.
    boolean hasUnit();

    /// Whether it is signed: it is then shown in a two-sided map, over a range symmetric about zero that goes as far as the values do.
    default boolean isTwoSided() {
        return false;
    }

    /// The values its fixed range goes over.
    ///
    /// @param vocabulary how many tokens the model knows
    ValueRange fixedRange(int vocabulary, Unit unit);

    /// Its value in a cell that is known; NaN if there is none.
    double value(Trajectory trajectory, int row, int position, Unit unit);

    /// Whether it has a meaning in this cell, so that NaN there is a fault.
    boolean isDefined(Trajectory trajectory, int row, int position);

    /// A value as a cell shows it, without the unit.
    String text(double value);

    /// What a cell shows in place of a difference that is next to nothing.
    String NEXT_TO_NOTHING = "·";

    /// The difference of two of its values, as a cell shows it: with its sign, and `·` where it is next to nothing.
    default String difference(double value) {
        return Math.abs(value) < 0.005 ? NEXT_TO_NOTHING : Numbers.signed(value, 2);
    }

    /// The unit that stands behind a difference in text, with a space before it, or nothing.
    default String differenceSuffix(Unit unit) {
        return suffix(unit);
    }

    /// A difference of probabilities; below half a point it is next to nothing.
    static String points(double difference) {
        return Math.abs(difference) < 0.005 ? NEXT_TO_NOTHING : Numbers.points(difference);
    }

    /// The unit that stands behind a value in text, with a space before it, or nothing.
    default String suffix(Unit unit) {
        return hasUnit() ? " " + unit.label() : "";
    }

    /// A statistic of the cell's distribution.
    record OfCell(Statistic statistic) implements Quantity {
        @Override
        public String title() {
            return switch (statistic) {
                case MAX_PROBABILITY -> "Probability of top-1";
                case ENTROPY -> "Entropy";
                case KL_TO_FINAL -> "KL to final";
                case RANK_OF_FINAL -> "Rank of final top-1";
                case CROSS_ENTROPY -> "Surprisal of next token";
                case RANK_OF_NEXT -> "Rank of next token";
                case CHANGE -> "Change by the layer";
                case JENSEN_SHANNON -> "Jensen–Shannon to final";
                case TOTAL_VARIATION -> "Total variation to final";
            };
        }

        @Override
        public String legend() {
            return statistic == Statistic.MAX_PROBABILITY ? "Probability" : title();
        }

        @Override
        public boolean hasUnit() {
            return statistic.isLogarithmic();
        }

        @Override
        public ValueRange fixedRange(int vocabulary, Unit unit) {
            return switch (statistic) {
                case MAX_PROBABILITY, TOTAL_VARIATION -> ValueRange.of(0, 1);
                case ENTROPY -> ValueRange.of(0, unit.of(Math.log(vocabulary)));
                case KL_TO_FINAL -> ValueRange.upTo(unit.of(6));
                case CROSS_ENTROPY -> ValueRange.upTo(unit.of(12));
                case CHANGE -> ValueRange.upTo(unit.of(2));
                case JENSEN_SHANNON -> ValueRange.of(0, unit.of(Math.log(2)));
                case RANK_OF_FINAL, RANK_OF_NEXT -> new ValueRange(1, vocabulary, ValueRange.Scale.LOG, false, false);
            };
        }

        @Override
        public double value(Trajectory trajectory, int row, int position, Unit unit) {
            float value = trajectory.value(statistic, row, position);
            return hasUnit() ? unit.of(value) : value;
        }

        @Override
        public boolean isDefined(Trajectory trajectory, int row, int position) {
            return switch (statistic) {
                case CROSS_ENTROPY, RANK_OF_NEXT -> position < trajectory.positions() - 1;
                case CHANGE -> row > 0 && trajectory.layer(row - 1) == trajectory.layer(row) - 1;
                default -> true;
            };
        }

        @Override
        public String text(double value) {
            return switch (statistic) {
                case MAX_PROBABILITY -> Numbers.percent(value);
                case RANK_OF_FINAL, RANK_OF_NEXT -> Numbers.count(Math.round(value));
                default -> Numbers.divergence(value);
            };
        }

        @Override
        public String difference(double value) {
            return switch (statistic) {
                case MAX_PROBABILITY -> points(value);
                case RANK_OF_FINAL, RANK_OF_NEXT -> value == 0 ? NEXT_TO_NOTHING : (value > 0 ? "+" : "") + Numbers.count(Math.round(value));
                default -> Quantity.super.difference(value);
            };
        }

        @Override
        public String differenceSuffix(Unit unit) {
            return statistic == Statistic.MAX_PROBABILITY ? " pp" : suffix(unit);
        }

        @Override
        public String suffix(Unit unit) {
            return statistic == Statistic.MAX_PROBABILITY ? " %" : Quantity.super.suffix(unit);
        }
    }

    /// The probability of one token, known where the token is tracked.
    record OfToken(int id, TokenLabel label) implements Quantity {
        @Override
        public String title() {
            return "Probability of " + label.text();
        }

        @Override
        public String legend() {
            return title();
        }

        @Override
        public boolean hasUnit() {
            return false;
        }

        @Override
        public ValueRange fixedRange(int vocabulary, Unit unit) {
            return ValueRange.of(0, 1);
        }

        @Override
        public double value(Trajectory trajectory, int row, int position, Unit unit) {
            return Math.exp(trajectory.trackedLogProbability(row, position, id));
        }

        @Override
        public boolean isDefined(Trajectory trajectory, int row, int position) {
            for (int tracked : trajectory.tracked(position)) {
                if (tracked == id) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String text(double value) {
            return Numbers.percent(value);
        }

        @Override
        public String suffix(Unit unit) {
            return " %";
        }

        @Override
        public String difference(double value) {
            return points(value);
        }

        @Override
        public String differenceSuffix(Unit unit) {
            return " pp";
        }
    }
}
