package org.diopter.views.kit;

import javafx.scene.layout.Region;

/// A horizontal bar on a grey track, as in tables and small lists.
public final class Bar extends Region {
    private static final double TICK = 2;

    private final Region fill = new Region();
    private final Region tick = new Region();
    private double fraction;
    private double ticked = Double.NaN;

    public Bar() {
        getStyleClass().add("bar-track");
        fill.getStyleClass().add("bar-fill");
        tick.getStyleClass().add("bar-tick");
        getChildren().addAll(fill, tick);
        tick.setVisible(false);
    }

    /// How much of the track is filled, 0 to 1; other values give the ends.
    public void setFraction(double fraction) {
        this.fraction = Double.isNaN(fraction) ? 0 : Math.clamp(fraction, 0, 1);
        requestLayout();
    }

    /// Where a mark across the bar stands, 0 to 1; NaN takes it away.
    public void setTick(double place) {
        ticked = place;
        tick.setVisible(!Double.isNaN(place));
        requestLayout();
    }

    /// The filled part, to be coloured by a style class.
    public Region fill() {
        return fill;
    }

    @Override
    protected void layoutChildren() {
        fill.resizeRelocate(0, 0, fraction * getWidth(), getHeight());
        if (tick.isVisible()) {
            tick.resizeRelocate(Math.clamp(ticked, 0, 1) * (getWidth() - TICK), 0, TICK, getHeight());
        }
    }
}
