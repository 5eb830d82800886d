package org.diopter.views.figure;

/// Which way a trajectory grows.
public enum Orientation {
    /// Positions across, layers upward.
    LAYERS_UP,
    /// Positions downward, layers to the right.
    LAYERS_ACROSS
}
