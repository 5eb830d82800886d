package org.diopter.views.figure;

/// A token that is followed through the layers.
///
/// @param series its place in the [series of colours][Palette#series(int)], the same for the whole session
public record Pin(int id, TokenLabel label, int series) {}
