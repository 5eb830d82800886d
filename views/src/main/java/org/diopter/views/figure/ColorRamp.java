package org.diopter.views.figure;

import java.awt.Color;

/// 256 colours from low to high, and the colour of text on each.
public final class ColorRamp {
    private static final int ENTRIES = 256;
    private final Color[] colors;
    private final Color[] inks;

    private ColorRamp(Color[] colors) {
        this.colors = colors;
        inks = new Color[ENTRIES];
        for (int i = 0; i < ENTRIES; i++) {
            inks[i] = inkOn(colors[i]);
        }
    }

    /// @param hex 256 times `RRGGBB` without a separator
    static ColorRamp parse(String hex) {
        Color[] colors = new Color[ENTRIES];
        for (int i = 0; i < ENTRIES; i++) {
            colors[i] = new Color(Integer.parseInt(hex, 6 * i, 6 * i + 6, 16));
        }
        return new ColorRamp(colors);
    }

    ColorRamp reversed() {
        Color[] reversed = new Color[ENTRIES];
        for (int i = 0; i < ENTRIES; i++) {
            reversed[i] = colors[ENTRIES - 1 - i];
        }
        return new ColorRamp(reversed);
    }

    /// The same colours with 15 % of their saturation at 72 % opacity over a ground: what stale cells look like.
    ColorRamp faded(Color ground) {
        Color[] faded = new Color[ENTRIES];
        for (int i = 0; i < ENTRIES; i++) {
            Color c = colors[i];
            double grey = 0.2126 * c.getRed() + 0.7152 * c.getGreen() + 0.0722 * c.getBlue();
            faded[i] = new Color(
                    faded(c.getRed(), grey, ground.getRed()), faded(c.getGreen(), grey, ground.getGreen()), faded(c.getBlue(), grey, ground.getBlue()));
        }
        return new ColorRamp(faded);
    }

    private static int faded(int channel, double grey, int ground) {
        double pale = grey + 0.15 * (channel - grey);
        return (int) Math.round(ground + 0.72 * (pale - ground));
    }

    /// The colour at a fraction of the way from low to high; fractions outside 0–1 give the ends.
    public Color color(double fraction) {
        return colors[index(fraction)];
    }

    /// The colour of text on [#color(double)]: its contrast is at least 4.58 : 1.
    public Color ink(double fraction) {
        return inks[index(fraction)];
    }

    /// The least contrast of [#ink(double)] on its colour, as WCAG 2 defines it.
    public double leastContrast() {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < ENTRIES; i++) {
            double ground = luminance(colors[i]) + 0.05;
            double ink = luminance(inks[i]) + 0.05;
            least = Math.min(least, Math.max(ground, ink) / Math.min(ground, ink));
        }
        return least;
    }

    /// Black if the relative luminance of the ground exceeds 0.179, else white.
    public static Color inkOn(Color ground) {
        return luminance(ground) > 0.179 ? Color.BLACK : Color.WHITE;
    }

    /// Relative luminance as WCAG 2 defines it, 0–1.
    public static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    /// A channel of sRGB, 0–255, as an amount of light, 0–1.
    static double linear(int channel) {
        double v = channel / 255.0;
        return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }

    private static int index(double fraction) {
        return (int) Math.round(Math.clamp(fraction, 0, 1) * (ENTRIES - 1));
    }
}
