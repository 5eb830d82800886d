package org.diopter.views.figure;

/// For what ground a picture's colours are.
public enum Theme {
    PRINT(Palette.PRINT),
    LIGHT(Palette.LIGHT),
    DARK(Palette.DARK);

    private final Palette palette;

    Theme(Palette palette) {
        this.palette = palette;
    }

    public Palette palette() {
        return palette;
    }
}
