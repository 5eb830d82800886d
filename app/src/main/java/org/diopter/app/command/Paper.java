package org.diopter.app.command;

import org.diopter.views.figure.ExportOptions;

/// What a picture is written on.
///
/// @param widthMm its width in millimetres, 20 to 2,000
/// @param dpi pixels an inch, for PNG alone
/// @param theme `print`, `light` or `dark`
/// @param reproducible whether the time is left out, so that equal input gives equal bytes
record Paper(double widthMm, int dpi, String theme, boolean reproducible) {
    /// @throws IllegalArgumentException if one of these is outside its range
    Paper {
        new ExportOptions(widthMm, dpi, FigureWords.theme(theme), reproducible);
    }

    ExportOptions options() {
        return new ExportOptions(widthMm, dpi, FigureWords.theme(theme), reproducible);
    }
}
