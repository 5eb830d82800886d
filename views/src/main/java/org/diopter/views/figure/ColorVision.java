package org.diopter.views.figure;

/// How colours look to people who lack one kind of cone (Machado, Oliveira, Fernandes 2009, severity 1), and in print without colour.
public enum ColorVision {
    NORMAL(1, 0, 0, 0, 1, 0, 0, 0, 1),
    PROTANOPIA(0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998),
    DEUTERANOPIA(0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
    TRITANOPIA(1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900),
    GREY(0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722);

    private static final int LEVELS = 4096;
    private static final double[] LINEAR = linear();
    private static final int[] CHANNEL = channels();

    /// Over linear red, green and blue, row by row.
    private final double[] matrix;

    ColorVision(double... matrix) {
        this.matrix = matrix;
    }

    /// A colour as it is seen: linear red, green and blue, each 0 to 1. What no screen can show is clipped.
    ///
    /// @param rgb eight bits a channel; what stands above them does not count
    double[] seenLinear(int rgb) {
        double red = LINEAR[rgb >> 16 & 0xFF];
        double green = LINEAR[rgb >> 8 & 0xFF];
        double blue = LINEAR[rgb & 0xFF];
        double[] seen = new double[3];
        for (int i = 0; i < 3; i++) {
            seen[i] = Math.clamp(matrix[3 * i] * red + matrix[3 * i + 1] * green + matrix[3 * i + 2] * blue, 0, 1);
        }
        return seen;
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
        double[] linear = new double[256];
        for (int i = 0; i < linear.length; i++) {
            double c = i / 255.0;
            linear[i] = c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
        }
        return linear;
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
