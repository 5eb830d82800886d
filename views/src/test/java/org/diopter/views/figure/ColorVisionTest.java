package org.diopter.views.figure;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The maps as people see them who lack one kind of cone.
class ColorVisionTest {
    private static final int STEPS = 16;
    /// Distances in OKLab. Colours that no screen can show are clipped, which costs the dark map a tenth of what it was designed for (0.050 and 0.22).
    private static final double TIDE_STEP = 0.032;
    private static final double SHIFT_STEP = 0.045;
    private static final double SHIFT_ENDS = 0.21;

    /// Machado, Oliveira, Fernandes (2009), severity 1, on linear RGB.
    private enum Vision {
        PROTANOPIA(0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998),
        DEUTERANOPIA(0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
        TRITANOPIA(1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900);

        private final double[] matrix;

        Vision(double... matrix) {
            this.matrix = matrix;
        }

        /// A colour as it is seen, in OKLab.
        double[] seen(Color color) {
            double[] rgb = {linear(color.getRed()), linear(color.getGreen()), linear(color.getBlue())};
            double[] seen = new double[3];
            for (int i = 0; i < 3; i++) {
                double sum = matrix[3 * i] * rgb[0] + matrix[3 * i + 1] * rgb[1] + matrix[3 * i + 2] * rgb[2];
                seen[i] = Math.clamp(sum, 0, 1);
            }
            return okLab(seen);
        }
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
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

    private static double smallestStep(ColorMap map, Palette palette, Vision vision) {
        ColorRamp ramp = map.ramp(palette);
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < STEPS; i++) {
            smallest = Math.min(smallest, distance(vision.seen(ramp.color((double) i / STEPS)), vision.seen(ramp.color((i + 1.0) / STEPS))));
        }
        return smallest;
    }

    @ParameterizedTest
    @EnumSource
    void neighbouringSixteenthsCanBeToldApart(Vision vision) {
        for (Palette palette : new Palette[] {Palette.LIGHT, Palette.DARK}) {
            double tide = smallestStep(ColorMap.TIDE, palette, vision);
            double shift = smallestStep(ColorMap.SHIFT, palette, vision);
            assertTrue(tide >= TIDE_STEP, () -> "tide " + tide);
            assertTrue(shift >= SHIFT_STEP, () -> "shift " + shift);
        }
    }

    @ParameterizedTest
    @EnumSource
    void moreAndLessCanBeToldApart(Vision vision) {
        for (Palette palette : new Palette[] {Palette.LIGHT, Palette.DARK}) {
            ColorRamp ramp = ColorMap.SHIFT.ramp(palette);
            double ends = distance(vision.seen(ramp.color(0)), vision.seen(ramp.color(1)));
            assertTrue(ends >= SHIFT_ENDS, () -> "the ends differ by " + ends);
        }
    }
}
