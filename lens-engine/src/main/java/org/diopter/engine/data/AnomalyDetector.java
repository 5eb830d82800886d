package org.diopter.engine.data;

/// Tells how unlike the rows of features are that it was fitted on.
public sealed interface AnomalyDetector permits IsolationForest, LocalOutlierFactor, RelativeMahalanobis {
    /// A number for each row; the higher, the more anomalous. Only their order means something.
    ///
    /// @param rows [n][features], as many features as those fitted on. Not modified
    double[] scores(double[][] rows);
}
