package org.diopter.views.figure;

/// What a figure is drawn on: its colours and its size in logical pixels.
public record Sheet(Palette palette, double width, double height) {
    public Sheet {
        if (!(width > 0 && height > 0)) {
            throw new IllegalArgumentException("no size: " + width + " × " + height);
        }
    }
}
