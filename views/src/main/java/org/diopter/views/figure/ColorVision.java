package org.diopter.views.figure;

import java.util.stream.IntStream;

/// How colours look to people who lack one kind of cone (Machado, Oliveira, Fernandes 2009, severity 1), and in print without colour.
public enum ColorVision {
    NORMAL(new Row(1, 0, 0), new Row(0, 1, 0), new Row(0, 0, 1)),
    PROTANOPIA(new Row(0.152286, 1.052583, -0.204868), new Row(0.114503, 0.786281, 0.099216), new Row(-0.003882, -0.048116, 1.051998)),
    DEUTERANOPIA(new Row(0.367322, 0.860646, -0.227968), new Row(0.280085, 0.672501, 0.047413), new Row(-0.011820, 0.042940, 0.968881)),
    TRITANOPIA(new Row(1.255528, -0.076749, -0.178779), new Row(-0.078411, 0.930809, 0.147602), new Row(0.004733, 0.691367, 0.303900)),
    GREY(new Row(0.2126, 0.7152, 0.0722), new Row(0.2126, 0.7152, 0.0722), new Row(0.2126, 0.7152, 0.0722));

    private static final int LEVELS = 4096;
    private static final double[] LINEAR = linear();
    private static final int[] CHANNEL = channels();

    private final Row red;
    private final Row green;
    private final Row blue;

    /// How much of linear red, green and blue makes one channel of what is seen.
    private record Row(double red, double green, double blue) {
        double of(int rgb) {
            return Math.clamp(red * LINEAR[rgb >> 16 & 0xFF] + green * LINEAR[rgb >> 8 & 0xFF] + blue * LINEAR[rgb & 0xFF], 0, 1);
        }
    }

    ColorVision(Row red, Row green, Row blue) {
        this.red = red;
        this.green = green;
        this.blue = blue;
    }

    /// A colour as it is seen: linear red, green and blue, each 0 to 1. What no screen can show is clipped.
    ///
    /// @param rgb eight bits a channel; what stands above them does not count
    double[] seenLinear(int rgb) {
        return new double[] {red.of(rgb), green.of(rgb), blue.of(rgb)};
    }

    /// A colour as it is seen.
    ///
    /// @param argb eight bits a channel; the opacity stays
    public int seen(int argb) {
        if (this == NORMAL) {
            return argb;
        }
        double[] seen = seenLinear(argb);
        return argb & 0xFF000000 | channel(seen[0]) << 16 | channel(seen[1]) << 8 | channel(seen[2]);
    }

    private static int channel(double linear) {
        return CHANNEL[(int) Math.round(linear * (LEVELS - 1))];
    }

    private static double[] linear() {
        return IntStream.range(0, 256).mapToDouble(ColorRamp::linear).toArray();
    }

    private static int[] channels() {
        int[] channels = new int[LEVELS];
        for (int i = 0; i < LEVELS; i++) {
            double linear = i / (LEVELS - 1.0);
            channels[i] = (int) Math.round(255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055));
        }
        return channels;
    }
}
