package org.diopter.views.figure;

import java.util.ArrayList;
import java.util.List;

/// An axis of a chart.
///
/// @param title with the unit: `KL to final, nats (log)`
/// @param names of the whole numbers from 0 on, where the axis is of named places such as layers; else empty
/// @param whole whether it goes over whole numbers, such as positions and counts, so that none between them is labelled
public record ChartAxis(String title, ValueRange range, List<String> names, boolean whole) {
    private static final double ROOM = 0.04;

    public ChartAxis {
        names = List.copyOf(names);
    }

    private ChartAxis(String title, ValueRange range) {
        this(title, range, List.of(), false);
    }

    /// A linear axis that holds some values, from zero if they are all positive.
    public static ChartAxis linear(String title, double... values) {
        Extent extent = Extent.of(values, false);
        double low = extent.low >= 0 ? 0 : extent.low - ROOM * extent.size();
        double high = extent.high <= 0 ? 0 : extent.high + ROOM * (extent.high - low);
        return new ChartAxis(title, ValueRange.of(low, high > low ? high : low + 1));
    }

    /// A linear axis with these ends.
    public static ChartAxis between(String title, double low, double high) {
        return new ChartAxis(title, ValueRange.of(low, high));
    }

    /// The same axis over whole numbers.
    public ChartAxis ofWholeNumbers() {
        return new ChartAxis(title, range, names, true);
    }

    /// A logarithmic axis that holds the positive ones of some values.
    public static ChartAxis log(String title, double... values) {
        Extent extent = Extent.of(values, true);
        double low = extent.low / 1.25;
        double high = Math.max(extent.high * 1.25, low * 10);
        return new ChartAxis(title, new ValueRange(low, high, ValueRange.Scale.LOG, false, false));
    }

    /// An axis of named places, the whole numbers from 0 on, with half a place free at each end.
    public static ChartAxis named(String title, List<String> names) {
        return new ChartAxis(title, ValueRange.of(-0.5, names.size() - 0.5), names, true);
    }

    /// An axis of layers, from the embedding to `last`.
    ///
    /// @param output whether the last layer is the model's output
    public static ChartAxis layers(int last, boolean output) {
        List<String> names = new ArrayList<>();
        for (int layer = 0; layer <= last; layer++) {
            names.add(layer == 0 ? "emb" : Integer.toString(layer));
        }
        return named(output ? "layer (" + last + " = output)" : "layer", names);
    }

    /// Labelled places for an axis of this length, at least `pitch` apart.
    List<ValueRange.Tick> ticks(double length, double pitch) {
        List<ValueRange.Tick> ticks = new ArrayList<>();
        if (!names.isEmpty()) {
            for (int place : Steps.labelled(names.size(), length / names.size(), pitch)) {
                ticks.add(tick(place, names.get(place)));
            }
            return ticks;
        }
        for (double value : values(Math.max(2, (int) (length / pitch)))) {
            ticks.add(tick(value, Numbers.axis(value)));
        }
        return ticks;
    }

    /// A place in words: `layer 6`.
    String place(double value) {
        int named = (int) Math.rint(value);
        String name = named >= 0 && named < names.size() ? names.get(named) : Numbers.axis(value);
        int note = title.indexOf(" (");
        return (note < 0 ? title : title.substring(0, note)) + " " + name;
    }

    private ValueRange.Tick tick(double value, String label) {
        return new ValueRange.Tick(value, range.fraction(value), label);
    }

    private List<Double> values(int most) {
        return range.scale() == ValueRange.Scale.LOG ? powers(most) : steps(most);
    }

    private List<Double> steps(int most) {
        double step = ValueRange.roundStep((range.high() - range.low()) / most);
        while (whole && step != Math.rint(step)) {
            step = ValueRange.roundStep(1.5 * step);
        }
        List<Double> values = new ArrayList<>();
        double slack = 1e-9 * (range.high() - range.low());
        for (double k = Math.ceil((range.low() - slack) / step); k * step <= range.high() + slack; k++) {
            values.add(k * step);
        }
        return values;
    }

    /// Powers of ten, with 2 and 5 between them where there is room.
    private List<Double> powers(int most) {
        int first = (int) Math.floor(Math.log10(range.low()));
        int last = (int) Math.ceil(Math.log10(range.high()));
        double[] factors = 3 * Math.log10(range.high() / range.low()) <= most ? new double[] {1, 2, 5} : new double[] {1};
        int stride = factors.length > 1 ? 1 : Math.max(1, (int) Math.ceil((last - first) / (double) most));
        List<Double> values = new ArrayList<>();
        for (int power = first; power <= last; power += stride) {
            for (double factor : factors) {
                double value = factor * Math.pow(10, power);
                if (value >= range.low() && value <= range.high()) {
                    values.add(value);
                }
            }
        }
        return values;
    }

    private record Extent(double low, double high) {
        double size() {
            return high - low;
        }

        static Extent of(double[] values, boolean positive) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (double value : values) {
                if (Double.isFinite(value) && (!positive || value > 0)) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
            return low <= high ? new Extent(low, high) : new Extent(positive ? 1 : 0, positive ? 10 : 1);
        }
    }
}
