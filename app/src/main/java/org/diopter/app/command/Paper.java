package org.diopter.app.command;

import java.util.Locale;
import org.diopter.views.figure.ExportOptions;
import org.diopter.views.figure.Theme;

/// What a picture is written on.
///
/// @param widthMm its width in millimetres
/// @param dpi pixels an inch, for PNG alone
/// @param theme `print`, `light` or `dark`
/// @param reproducible whether the time is left out, so that equal input gives equal bytes
record Paper(double widthMm, int dpi, String theme, boolean reproducible) {
    ExportOptions options() {
        return new ExportOptions(widthMm, dpi, Theme.valueOf(theme.toUpperCase(Locale.ROOT)), reproducible);
    }
}
