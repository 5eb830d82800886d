package org.diopter.views.figure;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Where the charts of pinned tokens lie: the inner rectangles, between their axes.
///
/// @param probability if it is shown
/// @param rank if it is shown
/// @param firstLayer the layer at the left edge
/// @param lastLayer the layer at the right edge
public record CurvesLayout(Optional<Box> probability, Optional<Box> rank, int firstLayer, int lastLayer) {
    private static final double TOP = 14;
    private static final double BOTTOM = 36;
    private static final double LEAST_RIGHT = 18;
    static final double LABEL_GAP = 13;
    static final double LONGEST_LABEL = 118;
    /// How wide the chart of probabilities is beside the one of ranks.
    private static final double SHARE = 0.58;

    static CurvesLayout of(TokenCurvesFigure figure) {
        double width = figure.sheet().width();
        double height = figure.sheet().height();
        double wide = CurvesPainter.endLabelsWidth(figure, true);
        double narrow = CurvesPainter.endLabelsWidth(figure, false);
        int first = figure.trajectory().layer(0);
        int last = figure.trajectory().layer(figure.trajectory().rows() - 1);
        double chart = Math.max(1, height - TOP - BOTTOM);
        double beside = PlotAxes.BESIDE_LABELS + CurveAxis.probability(figure, chart).labelsWidth();
        double besideRank = PlotAxes.BESIDE_LABELS + CurveAxis.rank(figure, chart).labelsWidth();
        return switch (figure.panels()) {
            case PROBABILITY -> new CurvesLayout(Optional.of(inner(0, width, height, beside, wide)), Optional.empty(), first, last);
            case RANK -> new CurvesLayout(Optional.empty(), Optional.of(inner(0, width, height, besideRank, narrow)), first, last);
            case BOTH -> new CurvesLayout(
                    Optional.of(inner(0, width * SHARE, height, beside, wide)),
                    Optional.of(inner(width * SHARE, width * (1 - SHARE), height, besideRank, narrow)),
                    first,
                    last);
        };
    }

    private static Box inner(double x, double width, double height, double left, double labels) {
        double right = labels == 0 ? LEAST_RIGHT : Math.max(LEAST_RIGHT, labels + LABEL_GAP + 4);
        return new Box(x, 0, width, height).inset(Math.ceil(left), TOP, right, BOTTOM);
    }

    /// The x of a layer in one of the charts.
    public double x(Box chart, int layer) {
        int span = Math.max(1, lastLayer - firstLayer);
        return chart.x() + (layer - firstLayer) * chart.width() / span;
    }

    /// The layer nearest to a point in one of the charts, or nothing outside them.
    public OptionalInt layerAt(double x, double y) {
        return Stream.of(probability, rank)
                .flatMap(Optional::stream)
                .filter(chart -> new Box(chart.x() - 8, chart.y(), chart.width() + 16, chart.height()).contains(x, y))
                .mapToInt(chart -> {
                    double along = (x - chart.x()) / chart.width();
                    return Math.clamp(Math.round(firstLayer + along * (lastLayer - firstLayer)), firstLayer, lastLayer);
                })
                .findFirst();
    }
}
