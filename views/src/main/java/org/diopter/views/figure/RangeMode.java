package org.diopter.views.figure;

/// Where the ends of a colour map come from.
public sealed interface RangeMode {
    /// The quantity's own range.
    RangeMode FIXED = new Fixed();
    /// The 2nd to the 98th percentile of what is shown.
    RangeMode FIT = new Fit();

    record Fixed() implements RangeMode {}

    record Fit() implements RangeMode {}

    /// A given range: one that stays over runs, or that two pictures share.
    record Locked(ValueRange range) implements RangeMode {}
}
