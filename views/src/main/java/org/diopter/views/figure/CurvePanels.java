package org.diopter.views.figure;

/// Which charts of pinned tokens are shown.
public enum CurvePanels {
    PROBABILITY,
    RANK,
    /// Probability at the left, rank at the right.
    BOTH
}
