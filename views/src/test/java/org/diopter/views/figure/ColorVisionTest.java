package org.diopter.views.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The maps as people see them who lack one kind of cone.
class ColorVisionTest {
    private static final int STEPS = 16;
    /// Distances in OKLab. Colours that no screen can show are clipped, which costs the dark map a tenth of what it was designed for (0.050 and 0.22).
    private static final double TIDE_STEP = 0.032;
    private static final double SHIFT_STEP = 0.045;
    private static final double SHIFT_ENDS = 0.21;

    /// A colour as it is seen, in OKLab.
    private static double[] seen(ColorVision vision, Color color) {
        return okLab(vision.seenLinear(color.getRGB()));
    }

    /// Ottosson (2020).
    private static double[] okLab(double[] rgb) {
        double l = Math.cbrt(0.4122214708 * rgb[0] + 0.5363325363 * rgb[1] + 0.0514459929 * rgb[2]);
        double m = Math.cbrt(0.2119034982 * rgb[0] + 0.6806995451 * rgb[1] + 0.1073969566 * rgb[2]);
        double s = Math.cbrt(0.0883024619 * rgb[0] + 0.2817188376 * rgb[1] + 0.6299787005 * rgb[2]);
        return new double[] {
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
        };
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
    }

    private static double smallestStep(ColorMap map, Palette palette, ColorVision vision) {
        ColorRamp ramp = map.ramp(palette);
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < STEPS; i++) {
            smallest = Math.min(smallest, distance(seen(vision, ramp.color((double) i / STEPS)), seen(vision, ramp.color((i + 1.0) / STEPS))));
        }
        return smallest;
    }

    @Test
    void whoSeesEveryColourSeesTheColourAndGreysAreGrey() {
        for (ColorVision vision : ColorVision.values()) {
            assertEquals(0xFFFFFFFF, vision.seen(0xFFFFFFFF));
            assertEquals(0xFF000000, vision.seen(0xFF000000));
            assertEquals(0x80777777, vision.seen(0x80777777), "of greys and of the opacity nothing changes: " + vision);
        }
        assertEquals(0xFF123456, ColorVision.NORMAL.seen(0xFF123456));
        int grey = ColorVision.GREY.seen(0xFF00FF00);
        assertEquals(0xFFDCDCDC, grey, "the luminance of green");
    }

    @ParameterizedTest
    @EnumSource(names = {"NORMAL", "PROTANOPIA", "DEUTERANOPIA", "TRITANOPIA"})
    void neighbouringSixteenthsCanBeToldApart(ColorVision vision) {
        for (Palette palette : new Palette[] {Palette.LIGHT, Palette.DARK}) {
            double tide = smallestStep(ColorMap.TIDE, palette, vision);
            double shift = smallestStep(ColorMap.SHIFT, palette, vision);
            assertTrue(tide >= TIDE_STEP, () -> "tide " + tide);
            assertTrue(shift >= SHIFT_STEP, () -> "shift " + shift);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NORMAL", "PROTANOPIA", "DEUTERANOPIA", "TRITANOPIA"})
    void moreAndLessCanBeToldApart(ColorVision vision) {
        for (Palette palette : new Palette[] {Palette.LIGHT, Palette.DARK}) {
            ColorRamp ramp = ColorMap.SHIFT.ramp(palette);
            double ends = distance(seen(vision, ramp.color(0)), seen(vision, ramp.color(1)));
            assertTrue(ends >= SHIFT_ENDS, () -> "the ends differ by " + ends);
        }
    }
}
