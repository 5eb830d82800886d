package org.diopter.views.figure;

/// Which part of a grid is seen. A value for any grid: a layout brings it inside its own bounds.
///
/// @param zoom how many times larger than in the whole picture cells are, at least 1
/// @param left the column at the left edge; the fraction is scrolled away
/// @param top the line at the upper edge; the fraction is scrolled away
public record Viewport(double zoom, double left, double top) {
    /// Everything.
    public static final Viewport WHOLE = new Viewport(1, 0, 0);

    public Viewport {
        if (!(zoom >= 1)) {
            throw new IllegalArgumentException("zoom " + zoom + " is less than 1");
        }
    }
}
