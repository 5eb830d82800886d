package org.diopter.views.figure;

import java.util.OptionalDouble;

/// What a journal asks of a figure, as it was found on the page that is written.
///
/// @param smallestText points; infinite where there is no text
/// @param thinnestLine points; infinite where there is no line
/// @param contrast the least of text on cells; empty where no cells are coloured
/// @param shortened how many texts end with `…` for want of room
/// @param tokensLeftOut whether cells are too small for the tokens that they would show
public record PageChecks(double smallestText, double thinnestLine, OptionalDouble contrast, int shortened, boolean tokensLeftOut) {
    /// Points.
    public static final double LEAST_TEXT = 6;
    /// Points.
    public static final double LEAST_LINE = 0.25;
    /// As WCAG 2 asks.
    public static final double LEAST_CONTRAST = 4.5;
}
