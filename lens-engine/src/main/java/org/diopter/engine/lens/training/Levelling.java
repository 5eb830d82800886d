package org.diopter.engine.lens.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Watches whether the held-out divergence still falls: it has levelled off when so many measurements brought less than a small share.
final class Levelling {
    private static final int MEASUREMENTS = 3;
    private static final double SHARE = 2e-3;

    private final List<Double> means = new ArrayList<>();

    /// Measurements of an earlier process.
    ///
    /// @param curve in time, all layers of a measurement after each other
    void restore(List<CurvePoint> curve, int layers) {
        double[] least = new double[layers];
        for (int from = 0; from + layers <= curve.size(); from += layers) {
            for (int i = 0; i < layers; i++) {
                CurvePoint point = curve.get(from + i);
                least[i] = Math.min(from == 0 ? point.logitLensKl() : least[i], point.kl());
            }
            means.add(Arrays.stream(least).average().orElse(0));
        }
    }

    /// Hears of a measurement.
    ///
    /// @return whether it has levelled off with this one
    boolean after(List<LayerTraining> layers) {
        means.add(layers.stream().mapToDouble(LayerTraining::bestKl).average().orElse(0));
        int now = means.size() - 1;
        return now > MEASUREMENTS && means.get(now) > (1 - SHARE) * means.get(now - MEASUREMENTS);
    }
}
