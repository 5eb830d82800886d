package org.diopter.views.figure;

import java.util.List;

/// A second axis at the right of a chart, for what has another unit than the axis at the left and the same x.
///
/// @param series what it measures; the first one's colour is the axis's
public record RightAxis(ChartAxis axis, List<ChartSeries> series) {
    public RightAxis {
        series = List.copyOf(series);
    }
}
