package org.diopter.views.kit;

import javafx.scene.layout.Region;

/// A horizontal bar on a grey track, as in tables and small lists.
public final class Bar extends Region {
    private final Region fill = new Region();
    private double fraction;

    public Bar() {
        getStyleClass().add("bar-track");
        fill.getStyleClass().add("bar-fill");
        getChildren().add(fill);
    }

    /// How much of the track is filled, 0 to 1; other values give the ends.
    public void setFraction(double fraction) {
        this.fraction = Double.isNaN(fraction) ? 0 : Math.clamp(fraction, 0, 1);
        requestLayout();
    }

    /// The filled part, to be coloured by a style class.
    public Region fill() {
        return fill;
    }

    @Override
    protected void layoutChildren() {
        fill.resizeRelocate(0, 0, fraction * getWidth(), getHeight());
    }
}
