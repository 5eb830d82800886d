package org.diopter.engine.data;

import java.util.List;

/// At which layers a prompt's options are read unlike those of normal prompts.
///
/// @param mean [L + 1][options] over normal prompts
/// @param deviation [L + 1][options], standard, divisor n − 1
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
                for (OptionTrajectory trajectory : normal) {
                    mean[layer][option] += trajectory.logProbabilities()[layer][option] / normal.size();
                }
                double squares = 0;
                for (OptionTrajectory trajectory : normal) {
                    double centred = trajectory.logProbabilities()[layer][option] - mean[layer][option];
                    squares += centred * centred;
                }
                deviation[layer][option] = Math.sqrt(squares / (normal.size() - 1));
            }
        }
        return new LayerDeviation(mean, deviation);
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
