package org.diopter.views.figure;

/// Which part of a grid is seen. A value for any grid: a layout brings it inside its own bounds.
///
/// @param zoomX how many times wider than in the whole picture cells are, at least 1
/// @param zoomY how many times higher than in the whole picture cells are, at least 1
/// @param left the column at the left edge; the fraction is scrolled away
/// @param top the line at the upper edge; the fraction is scrolled away
public record Viewport(double zoomX, double zoomY, double left, double top) {
    /// Everything.
    public static final Viewport WHOLE = new Viewport(1, 1, 0, 0);

    public Viewport {
        if (!(zoomX >= 1 && zoomY >= 1 && left >= 0 && top >= 0)) {
            throw new IllegalArgumentException("no viewport: zoom " + zoomX + ", " + zoomY + " at " + left + ", " + top);
        }
    }

    /// The viewport in whose place some columns and lines, and nothing else, fill the body.
    static Viewport of(int columns, int firstColumn, int lastColumn, int lines, int firstLine, int lastLine) {
        return new Viewport(
                columns / (double) (lastColumn - firstColumn + 1), lines / (double) (lastLine - firstLine + 1), firstColumn, firstLine);
    }
}
