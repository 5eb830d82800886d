package org.diopter.views.figure;

/// How a figure is written to a file.
///
/// @param widthMm width on paper, 20 to 2,000 millimetres; the height follows from the content
/// @param dpi pixels an inch, for PNG alone
/// @param reproducible leaves the time out, so that equal input gives equal bytes
public record ExportOptions(double widthMm, int dpi, Theme theme, boolean reproducible) {
    /// Widths of journals and slides, in millimetres.
    public static final double SINGLE_COLUMN = 88;
    public static final double ONE_AND_A_HALF_COLUMNS = 120;
    public static final double DOUBLE_COLUMN = 180;
    public static final double SLIDE = 254;

    /// No trajectory is higher on paper, in millimetres, title and key with it: its cells lose their text and shrink instead.
    public static final double MOST_HEIGHT = 240;

    private static final double MM_PER_INCH = 25.4;
    private static final double POINTS_PER_INCH = 72;
    /// 11 logical pixels, the size of most text, are 7⅓ points; the smallest text is 6.
    private static final double PIXELS_PER_POINT = 1.5;

    public ExportOptions {
        if (!(widthMm >= 20 && widthMm <= 2_000)) {
            throw new IllegalArgumentException("a width of " + widthMm + " mm is outside 20 to 2,000");
        }
        if (dpi < 1) {
            throw new IllegalArgumentException(dpi + " dpi");
        }
    }

    /// Double column, 300 dpi, for print, with the time.
    public static ExportOptions standard() {
        return new ExportOptions(DOUBLE_COLUMN, 300, Theme.PRINT, false);
    }

    /// The width in logical pixels.
    double width() {
        return pixels(widthMm);
    }

    /// A length of millimetres, in logical pixels.
    static double pixels(double millimetres) {
        return millimetres / MM_PER_INCH * POINTS_PER_INCH * PIXELS_PER_POINT;
    }

    /// A length of logical pixels, in points.
    static double points(double pixels) {
        return pixels / PIXELS_PER_POINT;
    }

    /// A length of logical pixels, in millimetres.
    static double millimetres(double pixels) {
        return points(pixels) / POINTS_PER_INCH * MM_PER_INCH;
    }

    /// Device pixels of PNG a logical pixel.
    double scale() {
        return dpi / POINTS_PER_INCH / PIXELS_PER_POINT;
    }
}
