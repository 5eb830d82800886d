package org.diopter.views.figure;

import java.awt.Graphics2D;

/// What a picture is painted on, as far as it matters for dense grids.
///
/// @param scale device pixels a logical pixel, or 0 for vectors, which have none
record Device(double scale) {
    static final Device VECTOR = new Device(0);

    static Device of(Graphics2D g) {
        double[] matrix = new double[4];
        g.getTransform().getMatrix(matrix);
        return new Device(Math.hypot(matrix[0], matrix[1]));
    }

    boolean isVector() {
        return scale == 0;
    }

    /// The nearest edge between device pixels; on vectors the place itself.
    double snapped(double place) {
        return isVector() ? place : Math.round(place * scale) / scale;
    }

    /// How many device pixels a length covers; on vectors more than any grid has cells.
    int pixels(double length) {
        return isVector() ? Integer.MAX_VALUE : Math.max(1, (int) Math.round(length * scale));
    }
}
