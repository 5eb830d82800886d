package org.diopter.engine.data;

import java.util.Comparator;
import java.util.stream.IntStream;

/// How much less dense a row's surroundings are than those of its nearest neighbours (Breunig et al. 2000), for rows that were not fitted on.
///
/// reach(p, o) = max(d(p, o), kdist(o)) in Euclidean distance; lrd(p) = 1 / (mean of reach over p's k nearest fitted rows + 1e-10); the factor of p
/// is the mean lrd of these neighbours by lrd(p). About 1 inside a cluster, larger outside. Agrees with scikit-learn's
/// `LocalOutlierFactor(novelty=True)`.
public final class LocalOutlierFactor implements AnomalyDetector {
    /// k as scikit-learn has it.
    public static final int NEIGHBOURS = 20;

    private static final double NO_DIVISION_BY_ZERO = 1e-10;

    private final double[][] fitted;
    private final int neighbours;
    /// Distance of each fitted row to its k-th neighbour.
    private final double[] reach;
    private final double[] density;

    private LocalOutlierFactor(double[][] fitted, int neighbours) {
        this.fitted = fitted;
        this.neighbours = neighbours;
        Neighbour[][] nearest = IntStream.range(0, fitted.length).mapToObj(i -> nearest(fitted[i], i)).toArray(Neighbour[][]::new);
        reach = new double[fitted.length];
        for (int i = 0; i < fitted.length; i++) {
            reach[i] = nearest[i][neighbours - 1].distance;
        }
        density = new double[fitted.length];
        for (int i = 0; i < fitted.length; i++) {
            density[i] = density(nearest[i]);
        }
    }

    /// @param index of a fitted row
    private record Neighbour(int index, double distance) {}

    /// Learns what is normal.
    ///
    /// @param rows [n][features]. Copied
    /// @param neighbours k, below n
    /// @throws org.diopter.model.UnusableInputException if there are not more rows than neighbours, or the rows say nothing
    public static LocalOutlierFactor fit(double[][] rows, int neighbours) {
        FeatureRows.requireFit(rows);
        if (neighbours < 1 || neighbours >= rows.length) {
            throw FeatureRows.tooFew("The local outlier factor with %d neighbours needs at least %d normal prompts to learn from; there are %d."
                    .formatted(neighbours, neighbours + 1, rows.length));
        }
        double[][] copy = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            copy[i] = rows[i].clone();
        }
        return new LocalOutlierFactor(copy, neighbours);
    }

    @Override
    public double[] scores(double[][] rows) {
        FeatureRows.require(rows, fitted[0].length);
        double[] scores = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            scores[i] = factor(nearest(rows[i], -1));
        }
        return scores;
    }

    /// The factors of the fitted rows among themselves, where no row is its own neighbour.
    double[] fittedScores() {
        double[] scores = new double[fitted.length];
        for (int i = 0; i < fitted.length; i++) {
            scores[i] = factor(nearest(fitted[i], i));
        }
        return scores;
    }

    private double factor(Neighbour[] nearest) {
        double sum = 0;
        for (Neighbour neighbour : nearest) {
            sum += density[neighbour.index];
        }
        return sum / nearest.length / density(nearest);
    }

    private double density(Neighbour[] nearest) {
        double sum = 0;
        for (Neighbour neighbour : nearest) {
            sum += Math.max(neighbour.distance, reach[neighbour.index]);
        }
        return 1 / (sum / nearest.length + NO_DIVISION_BY_ZERO);
    }

    /// The k nearest fitted rows; of equally near ones those that were given first.
    ///
    /// @param self a fitted row that is left out, or −1
    private Neighbour[] nearest(double[] row, int self) {
        return IntStream.range(0, fitted.length)
                .filter(i -> i != self)
                .mapToObj(i -> new Neighbour(i, distance(row, fitted[i])))
                .sorted(Comparator.comparingDouble(Neighbour::distance))
                .limit(neighbours)
                .toArray(Neighbour[]::new);
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }
}
