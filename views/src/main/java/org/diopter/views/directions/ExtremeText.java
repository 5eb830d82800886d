package org.diopter.views.directions;

import org.diopter.views.figure.TokenLabel;

/// A place in a text where the stream has much of a direction, or much of its opposite.
///
/// @param component v · (h − mean), in units of the stream
/// @param before the text up to the token, on one line
/// @param token at the place
/// @param after the text behind it
public record ExtremeText(double component, String before, TokenLabel token, String after) {}
