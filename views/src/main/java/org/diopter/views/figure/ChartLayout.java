package org.diopter.views.figure;

import java.util.List;

/// Where the parts of a chart lie.
///
/// @param plot the inner rectangle, between the axes
/// @param xAxis what x goes over
/// @param yAxis what y goes over
/// @param hasKey whether a line above the plot names marks
public record ChartLayout(Box plot, ChartAxis xAxis, ChartAxis yAxis, boolean hasKey) {
    static final double LABEL_GAP = 8;
    static final double LONGEST_LABEL = 150;
    static final double X_PITCH = 46;
    static final double Y_PITCH = 34;
    static final double NAMED_PITCH = 15;
    private static final double TOP = 12;
    private static final double KEY = 18;
    private static final double BOTTOM = 36;
    private static final double LEAST_RIGHT = 16;

    static ChartLayout of(ChartFigure figure) {
        boolean hasKey = figure.all().stream().anyMatch(figure::isNamedInTheKey);
        double top = TOP + (hasKey ? KEY : 0);
        double height = Math.max(1, figure.sheet().height() - top - BOTTOM);
        double labels = labelsWidth(figure.y().ticks(height, yPitch(figure.y())));
        double ends = figure.series().stream()
                .filter(figure::isNamedAtItsEnd)
                .mapToDouble(series -> endLabel(figure, series).width())
                .max()
                .orElse(0);
        double right = ends == 0 ? LEAST_RIGHT : Math.min(ends, LONGEST_LABEL) + LABEL_GAP + 6;
        if (figure.right().isPresent()) {
            right = LABEL_GAP + labelsWidth(figure.right().get().axis().ticks(height, Y_PITCH)) + 4;
        }
        Box sheet = new Box(0, 0, figure.sheet().width(), figure.sheet().height());
        double left = Math.ceil(PlotAxes.BESIDE_LABELS + labels);
        return new ChartLayout(sheet.inset(left, top, right, BOTTOM), figure.x(), figure.y(), hasKey);
    }

    static double yPitch(ChartAxis axis) {
        return axis.names().isEmpty() ? Y_PITCH : NAMED_PITCH;
    }

    static double xPitch(ChartAxis axis) {
        return axis.names().isEmpty() ? X_PITCH : labelsWidth(axis.ticks(1e9, 1)) + 8;
    }

    static double labelsWidth(List<ValueRange.Tick> ticks) {
        return ticks.stream().mapToDouble(tick -> TextLine.of(tick.label(), Face.SANS, CurveAxis.LABEL_SIZE).width()).max().orElse(0);
    }

    /// A series's name, with its value unless that stands beside the cross-line.
    static TextLine endLabel(ChartFigure figure, ChartSeries series) {
        String text = series.value().isEmpty() || figure.cross().isPresent() ? series.name() : series.name() + "  " + series.value();
        return TextLine.of(text, Face.SANS_SEMIBOLD, 10.5).cut(LONGEST_LABEL);
    }

    /// The place of an x.
    public double x(double value) {
        return plot.x() + xAxis.range().fraction(value) * plot.width();
    }

    /// The place of a y.
    public double y(double value) {
        return y(yAxis, value);
    }

    /// The place of a value of another axis than the left one.
    double y(ChartAxis axis, double value) {
        return plot.bottom() - axis.range().fraction(value) * plot.height();
    }

    /// The x at a place across the sheet, within the axis.
    public double xAt(double place) {
        return valueAt(xAxis.range(), (place - plot.x()) / plot.width());
    }

    /// The y at a place down the sheet, within the axis.
    public double yAt(double place) {
        return valueAt(yAxis.range(), (plot.bottom() - place) / plot.height());
    }

    private static double valueAt(ValueRange range, double fraction) {
        double at = Math.clamp(fraction, 0.0, 1.0);
        return switch (range.scale()) {
            case LINEAR -> range.low() + at * (range.high() - range.low());
            case LOG -> range.low() * Math.pow(range.high() / range.low(), at);
            case SQRT -> range.high() * at * at;
        };
    }
}
