package org.diopter.views.figure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// The colour maps (UI guide §4.1). The low end of a one-sided map sinks into the background of its theme.
public enum ColorMap {
    /// The default of one-sided quantities.
    TIDE("tide", false, "tide", "tide-dark"),
    /// Differences: zero in the middle.
    SHIFT("shift", true, "shift", "shift-dark"),
    VIRIDIS("viridis", false, "viridis", "viridis"),
    CIVIDIS("cividis", false, "cividis", "cividis"),
    /// White to black on light grounds, black to white on dark ones.
    GREY("grey", false, "grey", "");

    private final String label;
    private final boolean twoSided;
    private final ColorRamp light;
    private final ColorRamp dark;

    ColorMap(String label, boolean twoSided, String light, String dark) {
        this.label = label;
        this.twoSided = twoSided;
        this.light = Tables.ramp(light);
        this.dark = dark.isEmpty() ? this.light.reversed() : Tables.ramp(dark);
    }

    /// Its name for people.
    public String label() {
        return label;
    }

    /// Whether it is for signed quantities, over a range symmetric about zero.
    public boolean isTwoSided() {
        return twoSided;
    }

    /// Its colours on the ground of a palette.
    public ColorRamp ramp(Palette palette) {
        return palette.dark() ? dark : light;
    }

    /// The tables of the resource `colormaps.txt`, read once.
    private static final class Tables {
        private static final Map<String, ColorRamp> RAMPS = read();

        static ColorRamp ramp(String name) {
            return Objects.requireNonNull(RAMPS.get(name), name);
        }

        private static Map<String, ColorRamp> read() {
            try (InputStream in = Objects.requireNonNull(ColorMap.class.getResourceAsStream("colormaps.txt"));
                    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
                return lines.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split(" "))
                        .collect(Collectors.toUnmodifiableMap(words -> words[0], words -> ColorRamp.parse(words[1])));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
