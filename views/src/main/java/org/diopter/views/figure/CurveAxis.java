package org.diopter.views.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/// What the axis of a chart of pinned tokens goes over, and which of its values are labelled.
record CurveAxis(ValueRange range, List<Tick> ticks) {
    static final double LABEL_SIZE = 10;
    /// How near lines across the chart come to each other, about.
    private static final double PITCH = 55;
    /// From this height of a power of ten on, three times it is labelled too.
    private static final double DECADE = 60;

    record Tick(double value, String label) {}

    CurveAxis {
        ticks = List.copyOf(ticks);
    }

    /// Probabilities from 0, labelled in per cent.
    ///
    /// @param height of the chart
    static CurveAxis probability(TokenCurvesFigure figure, double height) {
        ValueRange range = ValueRange.of(0, Math.min(1, largest(figure, figure::probability, 1e-4) * 1.1));
        double step = ValueRange.roundStep(range.high() / Math.max(2, Math.floor(height / PITCH)));
        List<Tick> ticks = new ArrayList<>();
        for (int k = 0; k * step <= range.high() * (1 + 1e-9); k++) {
            ticks.add(new Tick(k * step, Numbers.axis(100 * k * step)));
        }
        return new CurveAxis(range, ticks);
    }

    /// Ranks from 1 on a logarithmic scale.
    ///
    /// @param height of the chart
    static CurveAxis rank(TokenCurvesFigure figure, double height) {
        ValueRange range = new ValueRange(0.85, largest(figure, figure::rank, 10) * 1.25, ValueRange.Scale.LOG, false, false);
        double decade = height / Math.log10(range.high() / range.low());
        List<Tick> ticks = new ArrayList<>();
        for (double power = 1; power < range.high(); power *= 10) {
            ticks.add(new Tick(power, Numbers.axis(power)));
            if (decade > DECADE && 3 * power < range.high()) {
                ticks.add(new Tick(3 * power, Numbers.axis(3 * power)));
            }
        }
        return new CurveAxis(range, ticks);
    }

    /// The width of the widest label.
    double labelsWidth() {
        return ticks.stream().mapToDouble(tick -> TextLine.of(tick.label(), Face.SANS, LABEL_SIZE).width()).max().orElse(0);
    }

    private static double largest(TokenCurvesFigure figure, ToDoubleBiFunction<Pin, Integer> reading, double least) {
        double largest = least;
        for (Pin pin : figure.pins()) {
            for (int row = 0; row < figure.trajectory().rows(); row++) {
                double value = reading.applyAsDouble(pin, row);
                largest = Double.isFinite(value) ? Math.max(largest, value) : largest;
            }
        }
        return largest;
    }
}
