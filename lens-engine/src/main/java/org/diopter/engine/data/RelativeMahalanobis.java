package org.diopter.engine.data;

import java.util.Arrays;
import org.diopter.model.UnusableInputException;

/// The simplified relative Mahalanobis distance (Bai et al. 2022, section 5): (x − μ)ᵀ C⁻¹ (x − μ) − (x − μ)ᵀ diag(C)⁻¹ (x − μ), with the mean μ and
/// the covariance C (divisor n − 1) of normal rows. What is unusual in single features is taken off; what is unusual in their combination stays.
public final class RelativeMahalanobis implements AnomalyDetector {
    /// Below this share of its variance, what the other features do not explain of one is rounding.
    private static final double DEPENDENT = 1e-12;

    private final double[] mean;
    private final double[] variance;
    /// The lower triangle of the Cholesky factor of C.
    private final double[][] factor;

    private RelativeMahalanobis(double[] mean, double[] variance, double[][] factor) {
        this.mean = mean;
        this.variance = variance;
        this.factor = factor;
    }

    /// Learns what is normal.
    ///
    /// @param rows [n][features], n above the number of features. Not modified
    /// @throws UnusableInputException if there are too few rows, or a feature is constant or follows from others
    public static RelativeMahalanobis fit(double[][] rows) {
        int features = FeatureRows.requireFit(rows);
        if (rows.length <= features) {
            throw FeatureRows.tooFew("The Mahalanobis baseline needs more normal prompts to learn from than features; there are %d for %d features."
                    .formatted(rows.length, features));
        }
        requireVarying(rows, features);
        double[] mean = mean(rows, features);
        double[][] covariance = covariance(rows, mean);
        double[] variance = new double[features];
        for (int i = 0; i < features; i++) {
            variance[i] = covariance[i][i];
        }
        return new RelativeMahalanobis(mean, variance, cholesky(covariance));
    }

    private static void requireVarying(double[][] rows, int features) {
        for (int i = 0; i < features; i++) {
            int feature = i;
            if (Arrays.stream(rows).allMatch(row -> row[feature] == rows[0][feature])) {
                throw dependent("Feature %d is the same in all %d normal prompts".formatted(i, rows.length));
            }
        }
    }

    private static double[] mean(double[][] rows, int features) {
        double[] mean = new double[features];
        for (double[] row : rows) {
            for (int i = 0; i < features; i++) {
                mean[i] += row[i];
            }
        }
        for (int i = 0; i < features; i++) {
            mean[i] /= rows.length;
        }
        return mean;
    }

    /// The lower triangle.
    private static double[][] covariance(double[][] rows, double[] mean) {
        double[][] covariance = new double[mean.length][];
        double[] centred = new double[mean.length];
        for (int i = 0; i < mean.length; i++) {
            covariance[i] = new double[i + 1];
        }
        for (double[] row : rows) {
            for (int i = 0; i < mean.length; i++) {
                centred[i] = row[i] - mean[i];
            }
            for (int i = 0; i < mean.length; i++) {
                for (int j = 0; j <= i; j++) {
                    covariance[i][j] += centred[i] * centred[j] / (rows.length - 1);
                }
            }
        }
        return covariance;
    }

    /// L of C = L Lᵀ, in place.
    private static double[][] cholesky(double[][] c) {
        for (int i = 0; i < c.length; i++) {
            double variance = c[i][i];
            for (int j = 0; j <= i; j++) {
                double sum = c[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= c[i][k] * c[j][k];
                }
                if (j < i) {
                    c[i][j] = sum / c[j][j];
                } else if (sum > DEPENDENT * variance) {
                    c[i][i] = Math.sqrt(sum);
                } else {
                    throw dependent("Feature %d follows from those before it in all normal prompts".formatted(i));
                }
            }
        }
        return c;
    }

    private static UnusableInputException dependent(String what) {
        return new UnusableInputException("D-403", what + ", so the covariance has no inverse. Give more and more different prompts.");
    }

    @Override
    public double[] scores(double[][] rows) {
        double[] scores = distances(rows);
        double[] diagonal = diagonalDistances(rows);
        for (int i = 0; i < scores.length; i++) {
            scores[i] -= diagonal[i];
        }
        return scores;
    }

    /// (x − μ)ᵀ C⁻¹ (x − μ) of each row: with C = L Lᵀ the squared length of L⁻¹ (x − μ).
    double[] distances(double[][] rows) {
        FeatureRows.require(rows, mean.length);
        double[] distances = new double[rows.length];
        double[] solved = new double[mean.length];
        for (int r = 0; r < rows.length; r++) {
            for (int i = 0; i < mean.length; i++) {
                double sum = rows[r][i] - mean[i];
                for (int j = 0; j < i; j++) {
                    sum -= factor[i][j] * solved[j];
                }
                solved[i] = sum / factor[i][i];
                distances[r] += solved[i] * solved[i];
            }
        }
        return distances;
    }

    /// (x − μ)ᵀ diag(C)⁻¹ (x − μ) of each row.
    double[] diagonalDistances(double[][] rows) {
        FeatureRows.require(rows, mean.length);
        double[] distances = new double[rows.length];
        for (int r = 0; r < rows.length; r++) {
            for (int i = 0; i < mean.length; i++) {
                double centred = rows[r][i] - mean[i];
                distances[r] += centred * centred / variance[i];
            }
        }
        return distances;
    }
}
