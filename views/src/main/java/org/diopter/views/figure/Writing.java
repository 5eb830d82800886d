package org.diopter.views.figure;

/// Which way tokens are written where columns may be too narrow for a line of text.
public enum Writing {
    NONE,
    ACROSS,
    /// Turned by a quarter, from the foot upward.
    UPWARD
}
