package org.diopter.views.figure;

import java.awt.geom.Rectangle2D;

/// A rectangle in logical pixels; y grows downward.
public record Box(double x, double y, double width, double height) {
    public double right() {
        return x + width;
    }

    public double bottom() {
        return y + height;
    }

    public double centreX() {
        return x + width / 2;
    }

    public double centreY() {
        return y + height / 2;
    }

    /// Whether a point lies in it; the left and upper edges belong to it, the others do not.
    public boolean contains(double px, double py) {
        return px >= x && px < right() && py >= y && py < bottom();
    }

    Rectangle2D rectangle() {
        return new Rectangle2D.Double(x, y, width, height);
    }

    /// What is left inside after each side moved inward.
    Box inset(double left, double top, double right, double bottom) {
        return new Box(x + left, y + top, Math.max(1, width - left - right), Math.max(1, height - top - bottom));
    }
}
