package org.diopter.views.anomaly;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// How many suspect prompts are found for how many false alarms, as the threshold falls.
///
/// @param falseAlarms ascending from 0 to 1. Not modified.
/// @param found as many, from 0 to 1. Not modified.
/// @param threshold of each point: scores at least as large are alarms; the first is above all scores. Not modified.
@SuppressWarnings("ArrayRecordComponent")
record RocCurve(double[] falseAlarms, double[] found, double[] threshold) {

    /// @param scores of all tested prompts
    /// @param suspect which of them are suspect; both kinds must occur
    static RocCurve of(List<Double> scores, List<Boolean> suspect) {
        List<Integer> order = IntStream.range(0, scores.size()).boxed().sorted(Comparator.comparingDouble((Integer i) -> scores.get(i)).reversed()).toList();
        double suspects = suspect.stream().filter(one -> one).count();
        double normals = scores.size() - suspects;
        double[][] points = new double[3][scores.size() + 1];
        points[2][0] = Double.POSITIVE_INFINITY;
        int count = 1;
        double found = 0;
        double alarms = 0;
        for (int i = 0; i < order.size(); i++) {
            found += suspect.get(order.get(i)) ? 1 : 0;
            alarms += suspect.get(order.get(i)) ? 0 : 1;
            boolean tied = i + 1 < order.size() && scores.get(order.get(i + 1)).equals(scores.get(order.get(i)));
            if (!tied) {
                points[0][count] = alarms / normals;
                points[1][count] = found / suspects;
                points[2][count] = scores.get(order.get(i));
                count++;
            }
        }
        return new RocCurve(java.util.Arrays.copyOf(points[0], count), java.util.Arrays.copyOf(points[1], count),
                java.util.Arrays.copyOf(points[2], count));
    }

    /// The threshold at which found minus false alarms is largest.
    double bestThreshold() {
        int best = IntStream.range(1, threshold.length).boxed().max(Comparator.comparingDouble(i -> found[i] - falseAlarms[i])).orElseThrow();
        return threshold[best];
    }

    /// The point that belongs to a threshold.
    int at(double limit) {
        return (int) IntStream.range(1, threshold.length).filter(i -> threshold[i] >= limit).count();
    }
}
