package org.diopter.views.rank;

/// What of a matrix an edit leaves.
public enum Keep {
    /// The largest singular values.
    LARGEST,
    /// The smallest singular values only.
    SMALLEST,
    /// All singular values but single ones.
    ALL_BUT,
    /// The entries that are largest in magnitude.
    MAGNITUDE,
    /// Nothing.
    ZERO;

    /// Whether a cut through the spectrum says what is kept.
    boolean isCut() {
        return this == LARGEST || this == SMALLEST;
    }
}
