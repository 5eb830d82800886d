package org.diopter.views.figure;

/// One set of points of a chart.
///
/// @param name what it is, written at its end or in the key; empty if it needs no name
/// @param value written after the name, such as the last value, or beside the cross-line where a chart has one; may be empty
/// @param dashed whether its line is dashed: A beside B, extrapolations
/// @param x ascending for lines and steps. Not modified.
/// @param y as many as x; NaN breaks a line. Not modified.
/// @param errors standard errors of y, as many as x, or none. Not modified.
public record ChartSeries(String name, String value, Mark mark, Tint tint, boolean dashed, double[] x, double[] y, double[] errors) {
    private static final double[] NONE = {};

    /// How points are drawn.
    public enum Mark {
        LINE,
        /// A line with a dot at each point.
        DOTTED_LINE,
        /// Level up to the next x.
        STEPS,
        DOTS,
        RINGS,
        /// From the foot of the chart up to y, as wide as neighbours are apart.
        BARS;

        boolean isLine() {
            return this == LINE || this == DOTTED_LINE || this == STEPS;
        }
    }

    public ChartSeries {
        if (x.length != y.length) {
            throw new IllegalArgumentException("%d x and %d y in '%s'".formatted(x.length, y.length, name));
        }
        if (errors.length > 0 && errors.length != x.length) {
            throw new IllegalArgumentException("%d x and %d errors in '%s'".formatted(x.length, errors.length, name));
        }
    }

    /// A series whose errors are not known.
    public ChartSeries(String name, String value, Mark mark, Tint tint, boolean dashed, double[] x, double[] y) {
        this(name, value, mark, tint, dashed, x, y, NONE);
    }

    /// A line with its last value written out.
    public static ChartSeries line(String name, String value, Tint tint, double[] x, double[] y) {
        return new ChartSeries(name, value, Mark.LINE, tint, false, x, y);
    }

    /// Marks that are named in the key.
    public static ChartSeries marks(String name, Mark mark, Tint tint, double[] x, double[] y) {
        return new ChartSeries(name, "", mark, tint, false, x, y);
    }

    public ChartSeries withDashes() {
        return new ChartSeries(name, value, mark, tint, true, x, y, errors);
    }

    ChartSeries withValue(String other) {
        return new ChartSeries(name, other, mark, tint, dashed, x, y, errors);
    }

    /// With a bar of one standard error to either side at each point.
    public ChartSeries withErrors(double[] others) {
        return new ChartSeries(name, value, mark, tint, dashed, x, y, others);
    }

    boolean hasErrors() {
        return errors.length > 0;
    }

    /// Whether it is named at the right end of its line, where its chart has room there.
    boolean isNamedAtItsEnd() {
        return mark.isLine() && !name.isEmpty();
    }
}
