package org.diopter.engine.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.diopter.model.UnusableInputException;

/// How well scores tell anomalous from normal: the probability that an anomalous one has the higher score, ties counting one half; and a bootstrap
/// interval of 95 %.
///
/// @param value from 0 to 1; 0.5 is chance
/// @param lower the 2.5th percentile of the resampled values
/// @param upper the 97.5th percentile
public record Auroc(double value, double lower, double upper) {
    private static final double LOWER = 0.025;
    private static final double UPPER = 0.975;

    /// The area with its interval.
    ///
    /// @param anomalous per score, whether it is one of an anomalous example; both kinds must occur
    /// @param resamples how often the examples are drawn anew, with replacement
    public static Auroc of(double[] scores, boolean[] anomalous, int resamples, long seed) {
        double value = area(scores, anomalous);
        SplittableRandom random = new SplittableRandom(seed);
        double[] drawnScores = new double[scores.length];
        boolean[] drawnAnomalous = new boolean[scores.length];
        double[] areas = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            do {
                for (int j = 0; j < scores.length; j++) {
                    int drawn = random.nextInt(scores.length);
                    drawnScores[j] = scores[drawn];
                    drawnAnomalous[j] = anomalous[drawn];
                }
            } while (!bothKinds(drawnAnomalous)); // such a draw has no area
            areas[i] = area(drawnScores, drawnAnomalous);
        }
        Arrays.sort(areas);
        return new Auroc(value, percentile(areas, LOWER), percentile(areas, UPPER));
    }

    /// The area without an interval.
    ///
    /// @throws UnusableInputException if a score is NaN, or all examples are of one kind
    public static double area(double[] scores, boolean[] anomalous) {
        if (!bothKinds(anomalous)) {
            throw new UnusableInputException("D-401", "Of %d tested prompts all are of one kind. Give normal and suspect ones."
                    .formatted(anomalous.length));
        }
        if (Arrays.stream(scores).anyMatch(Double::isNaN)) {
            throw new UnusableInputException("D-403", "A detector's score is not a number.");
        }
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        long twiceWins = 0;
        long normalBelow = 0;
        int from = 0;
        while (from < order.length) {
            int to = from;
            long tiedNormal = 0;
            long tiedAnomalous = 0;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                tiedAnomalous += anomalous[order[to]] ? 1 : 0;
                tiedNormal += anomalous[order[to]] ? 0 : 1;
                to++;
            }
            twiceWins += tiedAnomalous * (2 * normalBelow + tiedNormal);
            normalBelow += tiedNormal;
            from = to;
        }
        return twiceWins / (2.0 * normalBelow * (scores.length - normalBelow));
    }

    private static boolean bothKinds(boolean[] anomalous) {
        for (boolean one : anomalous) {
            if (one != anomalous[0]) {
                return true;
            }
        }
        return false;
    }

    /// Between two values, on the line that joins them.
    private static double percentile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
