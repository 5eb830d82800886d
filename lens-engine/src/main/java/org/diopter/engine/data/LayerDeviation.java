package org.diopter.engine.data;

import java.util.Arrays;
import java.util.List;

/// At which layers a prompt's options are read unlike those of normal prompts.
///
/// @param mean [L + 1][options] over normal prompts
/// @param deviation [L + 1][options], standard, divisor n − 1; 0 where normal prompts differ by rounding only
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
record LayerDeviation(double[][] mean, double[][] deviation) {

    /// Learns what is normal.
    ///
    /// @param normal at least 2
    static LayerDeviation fit(List<OptionTrajectory> normal) {
        int layers = normal.getFirst().logProbabilities().length;
        int options = normal.getFirst().logProbabilities()[0].length;
        double[][] mean = new double[layers][options];
        double[][] deviation = new double[layers][options];
        for (int layer = 0; layer < layers; layer++) {
            for (int option = 0; option < options; option++) {
                double[] values = values(normal, layer, option);
                mean[layer][option] = Arrays.stream(values).sum() / values.length;
                // rounding is no measure
                deviation[layer][option] = VaryingFeatures.varies(values) ? deviation(values, mean[layer][option]) : 0;
            }
        }
        return new LayerDeviation(mean, deviation);
    }

    private static double deviation(double[] values, double mean) {
        return Math.sqrt(Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum() / (values.length - 1));
    }

    private static double[] values(List<OptionTrajectory> normal, int layer, int option) {
        return normal.stream().mapToDouble(trajectory -> trajectory.logProbabilities()[layer][option]).toArray();
    }

    /// Per layer, the root of the mean over the options of ((x − mean) / deviation)²: about 1 for a normal prompt. Options that never vary in normal
    /// prompts count as 0.
    double[] of(OptionTrajectory trajectory) {
        double[] byLayer = new double[mean.length];
        for (int layer = 0; layer < byLayer.length; layer++) {
            double squares = 0;
            for (int option = 0; option < mean[layer].length; option++) {
                double centred = trajectory.logProbabilities()[layer][option] - mean[layer][option];
                double unit = deviation[layer][option];
                squares += unit > 0 ? centred * centred / (unit * unit) : 0;
            }
            byLayer[layer] = Math.sqrt(squares / mean[layer].length);
        }
        return byLayer;
    }
}
