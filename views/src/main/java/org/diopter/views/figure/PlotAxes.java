package org.diopter.views.figure;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;

/// The axes of a line chart: grid lines with labels at the left, ticks below, titles.
final class PlotAxes {
    private static final double LABEL_GAP = 6;
    /// From the baseline of the title to the widest label.
    private static final double TITLE_GAP = 7;
    private static final double EDGE = 2;
    /// Ticks and their labels under the plot.
    private static final double FOOT = 32;
    /// What labels and title take at the left, without the width of the labels.
    static final double BESIDE_LABELS = LABEL_GAP + TITLE_GAP + 11;

    private final Graphics2D g;
    private final TextPen pen;
    private final Palette palette;
    private final Box box;
    private final ValueRange range;
    private final boolean downward;

    /// @param box between the axes
    /// @param downward whether the range's high end is at the bottom
    PlotAxes(Graphics2D g, Palette palette, Box box, ValueRange range, boolean downward) {
        this.g = g;
        this.pen = new TextPen(g);
        this.palette = palette;
        this.box = box;
        this.range = range;
        this.downward = downward;
    }

    Box box() {
        return box;
    }

    double y(double value) {
        double fraction = range.fraction(value);
        return downward ? box.y() + fraction * box.height() : box.bottom() - fraction * box.height();
    }

    /// A grid line across the chart with its label.
    void line(double value, String label) {
        double y = y(value);
        g.setColor(palette.line2());
        g.setStroke(new BasicStroke(1));
        g.draw(new Line2D.Double(box.x(), y, box.right(), y));
        pen.end(label, Face.SANS, CurveAxis.LABEL_SIZE, box.x() - LABEL_GAP, y + 3.5, palette.text3());
    }

    void tick(double x, String label) {
        g.setColor(palette.text3());
        g.setStroke(new BasicStroke(1));
        g.draw(new Line2D.Double(x, box.bottom(), x, box.bottom() + 4));
        pen.middle(label, Face.SANS, 10, x, box.bottom() + 16, palette.text3());
    }

    /// The line at the foot, and the title of the axis under it.
    void baseline(String title) {
        g.setColor(palette.text3());
        g.setStroke(new BasicStroke(1));
        g.draw(new Line2D.Double(box.x(), box.bottom(), box.right(), box.bottom()));
        pen.middle(title, Face.SANS, 10.5, box.centreX(), box.bottom() + 31, palette.text2());
    }

    /// The title of the axis, at the left of labels of this width; cut where a chart is too low for it.
    void title(String title, double labelsWidth) {
        double room = 2 * Math.min(box.centreY() - EDGE, box.height() / 2 + FOOT - EDGE);
        TextLine line = TextLine.of(title, Face.SANS, 10.5).cut(Math.max(0, room));
        pen.upward(line, box.x() - LABEL_GAP - labelsWidth - TITLE_GAP, box.centreY() + line.width() / 2, TextPen.Anchor.START, palette.text2());
    }
}
