package org.diopter.views.trajectory;

/// Through which lens the trajectory is looked at.
public enum LensMode {
    LOGIT,
    /// Through the translators of the lens that the model holds.
    TUNED,
    /// Both beside each other, with one cursor and one range.
    BOTH
}
