package org.diopter.views.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.diopter.views.figure.Palette;

/// The two ways the window is coloured. A theme is a sheet of looked-up colours; what has a shape is one sheet for both, over Modena.
public enum WindowTheme {
    LIGHT,
    DARK;

    /// Lengths that follow the text scale; lines and corners stay as they are.
    private static final Pattern SCALED = Pattern.compile("(-fx-(?:font-size|(?:min|pref|max)-(?:height|width)|(?:fixed-)?cell-size|translate-x):\\s*)([0-9.]+)px");

    /// The colours that painters use; the same as the sheet's.
    public Palette palette() {
        return this == DARK ? Palette.DARK : Palette.LIGHT;
    }

    /// The style sheets to give to a scene, as addresses.
    ///
    /// @param textScale size of text and controls, 0.8 to 2
    public List<String> sheets(double textScale) {
        String colors = read(name().toLowerCase(Locale.ROOT) + ".css");
        String icons = ".icon { -fx-scale-x: %1$s; -fx-scale-y: %1$s; }".formatted(textScale);
        return List.of(address(colors), address(scaled(read("window.css"), textScale) + icons));
    }

    static String scaled(String sheet, double factor) {
        return factor == 1 ? sheet : SCALED.matcher(sheet).replaceAll(length -> Matcher.quoteReplacement(
                length.group(1) + Double.parseDouble(length.group(2)) * factor + "px"));
    }

    private static String address(String sheet) {
        return "data:text/css;charset=UTF-8;base64," + Base64.getEncoder().encodeToString(sheet.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(String name) {
        try (InputStream in = WindowTheme.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program is incomplete: " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
