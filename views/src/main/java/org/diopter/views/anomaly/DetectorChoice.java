package org.diopter.views.anomaly;

import org.diopter.engine.data.AnomalyReport.DetectorResult;

/// A detector and what it looks at.
///
/// @param name as the engine calls it
/// @param features as the engine calls them
public record DetectorChoice(String name, String features) {
    /// What is looked at first.
    public static final DetectorChoice FIRST = new DetectorChoice("local-outlier-factor", "trajectory");

    static DetectorChoice of(DetectorResult result) {
        return new DetectorChoice(result.name(), result.features());
    }

    boolean names(DetectorResult result) {
        return result.name().equals(name) && result.features().equals(features);
    }
}
