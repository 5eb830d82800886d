package org.diopter.views.figure;

/// A line right across a chart at one value: a cut, a threshold, an effective rank.
///
/// @param upright whether it stands at an x, not lies at a y
/// @param label beside it; may be empty
public record ChartRule(boolean upright, double at, String label, Tint tint, boolean dashed) {}
