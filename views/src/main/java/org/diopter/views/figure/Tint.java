package org.diopter.views.figure;

import java.awt.Color;

/// A colour by what it means; the palette of the sheet says what it looks like.
public sealed interface Tint {
    /// A colour of the series, in order.
    record Series(int index) implements Tint {}

    /// A place on the one-sided colour map, 0 to 1: for curves that have an order themselves, such as layers. The palest fifth is left out, so that a
    /// curve stands out from the ground.
    record Ordered(double fraction) implements Tint {
        private static final double PALEST = 0.2;

        private double onMap() {
            return PALEST + (1 - PALEST) * fraction;
        }
    }

    /// What is there for comparison only: removed components, random controls, links.
    record Muted() implements Tint {}

    /// Edits, cuts and thresholds.
    record Edit() implements Tint {}

    /// Marks that need to be seen on anything.
    record Ink() implements Tint {}

    Tint MUTED = new Muted();
    Tint EDIT = new Edit();
    Tint INK = new Ink();

    /// The colour on the ground of a palette.
    default Color on(Palette palette) {
        return switch (this) {
            case Series(int index) -> palette.series(index);
            case Ordered ordered -> ColorMap.TIDE.ramp(palette).color(ordered.onMap());
            case Muted _ -> palette.evicted();
            case Edit _ -> palette.edit();
            case Ink _ -> palette.ink();
        };
    }
}
