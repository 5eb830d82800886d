package org.diopter.views.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which values a colour map's or an axis's ends stand for, and how values lie between them.
///
/// @param low the value of the low end
/// @param high the value of the high end, above `low`
/// @param clipsLow whether values may lie below `low`; its tick is then marked `≤`
/// @param clipsHigh whether values may lie above `high`; its tick is then marked `≥`
public record ValueRange(double low, double high, Scale scale, boolean clipsLow, boolean clipsHigh) {
    /// How values lie between the ends.
    public enum Scale {
        LINEAR,
        /// Equal ratios are equally far apart; the low end is above zero.
        LOG,
        /// The square root is linear: small values get more room. The low end is zero.
        SQRT;

        double of(double value) {
            return switch (this) {
                case LINEAR -> value;
                case LOG -> Math.log(Math.max(value, Double.MIN_NORMAL));
                case SQRT -> Math.sqrt(Math.max(value, 0));
            };
        }
    }

    /// A labelled place on a range.
    ///
    /// @param fraction 0 at the low end, 1 at the high end
    public record Tick(double value, double fraction, String label) {}

    /// How near a tick may come to an end's, as a fraction of the range.
    private static final double NEAREST = 0.13;
    /// The same where the end is written with a sign that values go beyond it.
    private static final double NEAREST_CLIPPED = 0.22;

    public ValueRange {
        if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException("no range: " + low + " to " + high);
        }
    }

    /// A range that holds every value.
    public static ValueRange of(double low, double high) {
        return new ValueRange(low, high, Scale.LINEAR, false, false);
    }

    /// A range above whose end values may lie.
    public static ValueRange upTo(double high) {
        return new ValueRange(0, high, Scale.LINEAR, false, true);
    }

    /// The 2nd to the 98th percentile of the finite ones among some values; 0 to 1 if there is none.
    ///
    /// @param values not modified
    public static ValueRange fit(double[] values, Scale scale) {
        double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return scale == Scale.LOG ? new ValueRange(1, 10, scale, false, false) : new ValueRange(0, 1, scale, false, false);
        }
        double low = scale == Scale.SQRT ? 0 : percentile(sorted, 0.02);
        double high = percentile(sorted, 0.98);
        if (!(high - low > 1e-9 * Math.max(1, Math.abs(high)))) {
            high = scale == Scale.LOG ? low * 10 : low + Math.max(1e-3, Math.abs(low) * 0.01);
        }
        return new ValueRange(low, high, scale, sorted[0] < low, sorted[sorted.length - 1] > high);
    }

    /// A range about zero that reaches to the 98th percentile of the absolute values: for differences.
    ///
    /// @param values not modified
    public static ValueRange fitSymmetric(double[] values) {
        ValueRange sizes = fit(Arrays.stream(values).map(Math::abs).toArray(), Scale.SQRT);
        return new ValueRange(-sizes.high, sizes.high, Scale.LINEAR, sizes.clipsHigh, sizes.clipsHigh);
    }

    /// A range about zero in which most of some differences can be told apart, though a few are far larger: to three times the third quartile of the absolute
    /// values, where that is less than [#fitSymmetric] gives.
    ///
    /// @param values not modified
    public static ValueRange fitMost(double[] values) {
        ValueRange all = fitSymmetric(values);
        double[] sizes = Arrays.stream(values).filter(Double::isFinite).map(Math::abs).sorted().toArray();
        double most = sizes.length == 0 ? 0 : 3 * percentile(sizes, 0.75);
        return most > 0 && most < all.high ? new ValueRange(-most, most, Scale.LINEAR, true, true) : all;
    }

    /// The range about zero that the differences of two of its values have.
    public ValueRange differences() {
        return new ValueRange(low - high, high - low, Scale.LINEAR, clipsHigh || clipsLow, clipsHigh || clipsLow);
    }

    private static double percentile(double[] sorted, double fraction) {
        double place = fraction * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /// Where a value lies: 0 at the low end, 1 at the high end, never outside; NaN of NaN.
    public double fraction(double value) {
        double from = scale.of(low);
        return Math.clamp((scale.of(value) - from) / (scale.of(high) - from), 0.0, 1.0);
    }

    /// The ends in words: `0 to 6`, `≤ 0.02 to ≥ 0.87, log`.
    public String describe() {
        String ends = (clipsLow ? "≤ " : "") + Numbers.axis(low) + " to " + (clipsHigh ? "≥ " : "") + Numbers.axis(high);
        return switch (scale) {
            case LINEAR -> ends;
            case LOG -> ends + ", log";
            case SQRT -> ends + ", square root";
        };
    }

    /// Both ends and round values between them: three to about `intervals + 1` ticks, ascending.
    public List<Tick> ticks(int intervals) {
        List<Tick> ticks = new ArrayList<>();
        boolean signed = low < 0 && high > 0;
        ticks.add(new Tick(low, 0, (clipsLow ? "≤ " : "") + Numbers.axis(low)));
        for (double value : inner(intervals)) {
            double fraction = fraction(value);
            if (fraction > (clipsLow ? NEAREST_CLIPPED : NEAREST) && fraction < 1 - (clipsHigh ? NEAREST_CLIPPED : NEAREST)) {
                ticks.add(new Tick(value, fraction, (signed && value > 0 ? "+" : "") + Numbers.axis(value)));
            }
        }
        ticks.add(new Tick(high, 1, (clipsHigh ? "≥ " : "") + (signed ? "+" : "") + Numbers.axis(high)));
        return ticks;
    }

    private List<Double> inner(int intervals) {
        return switch (scale) {
            case LINEAR -> roundSteps(intervals);
            case LOG -> powers(intervals);
            case SQRT -> List.of(low + (high - low) / 4);
        };
    }

    private List<Double> roundSteps(int intervals) {
        double step = roundStep((high - low) / intervals);
        List<Double> values = new ArrayList<>();
        for (double k = Math.ceil(low / step); k * step <= high; k++) {
            values.add(k * step);
        }
        return values.size() < 3 ? List.of(low + (high - low) / 2) : values;
    }

    /// The least of 1, 2, 2.5, 5 and 10 times a power of ten that is not below a size.
    static double roundStep(double size) {
        double power = Math.pow(10, Math.floor(Math.log10(size)));
        for (double factor : new double[] {1, 2, 2.5, 5}) {
            if (factor * power >= size * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private List<Double> powers(int intervals) {
        double decades = Math.log10(high / low);
        double[] within = decades > 2 ? new double[] {1} : new double[] {1, 2, 5};
        int step = Math.max(1, (int) Math.ceil(decades / intervals));
        List<Double> values = new ArrayList<>();
        for (int p = (int) Math.floor(Math.log10(low)); Math.pow(10, p) < high; p += step) {
            for (double factor : within) {
                values.add(factor * Math.pow(10, p));
            }
        }
        return values;
    }
}
