package org.diopter.views.training;

/// What the map of a judgement shows of pairs of layers.
public enum LayerMap {
    /// What each translator loses on other layers' states.
    TRANSFER,
    /// How alike the covariances of the stream are.
    COVARIANCE
}
