package org.diopter.views.figure;

import java.awt.Color;

/// How colours are seen, or printed: to try whether a picture still says what it should.
public enum ColorVision {
    NORMAL(1, 0, 0, 0, 1, 0, 0, 0, 1),
    /// Without the cones for long waves. This and the next two: Machado, Oliveira, Fernandes (2009), severity 1, on linear RGB.
    PROTANOPIA(0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998),
    /// Without those for middle waves: the commonest.
    DEUTERANOPIA(0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
    /// Without those for short waves.
    TRITANOPIA(1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900),
    /// By luminance alone, as a copier or a printer without colours makes it.
    GREYSCALE(0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722);

    private static final int CHANNELS = 3;

    private final double[] matrix;

    ColorVision(double... matrix) {
        this.matrix = matrix;
    }

    /// A colour as it is seen: red, green and blue, linear, 0 to 1. What no screen can show is clipped.
    public double[] seen(Color color) {
        double[] linear = {linear(color.getRed()), linear(color.getGreen()), linear(color.getBlue())};
        double[] seen = new double[CHANNELS];
        for (int i = 0; i < CHANNELS; i++) {
            double sum = 0;
            for (int j = 0; j < CHANNELS; j++) {
                sum += matrix[CHANNELS * i + j] * linear[j];
            }
            seen[i] = Math.clamp(sum, 0, 1);
        }
        return seen;
    }

    /// The same as red, green and blue of a screen, 0xRRGGBB.
    public int onScreen(Color color) {
        double[] seen = seen(color);
        int rgb = 0;
        for (double channel : seen) {
            rgb = rgb << Byte.SIZE | channel(channel);
        }
        return rgb;
    }

    /// The standard curve of sRGB.
    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    private static int channel(double linear) {
        double c = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
        return (int) Math.round(c * 255);
    }
}
