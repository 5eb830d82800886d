package org.diopter.views.figure;

/// The words of a figure.
///
/// @param title as the header of its pane says it: `KL by step`
/// @param subtitle what its marks mean, beside the title
/// @param statistic what numbers it shows, over which range, as provenance writes it
/// @param caption two or three sentences for under the picture in a paper
public record FigureText(String title, String subtitle, String statistic, String caption) {}
