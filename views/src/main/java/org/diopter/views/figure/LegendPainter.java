package org.diopter.views.figure;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/// Draws a legend: its name at the left, then the colours and their ticks.
final class LegendPainter {
    private static final int STEPS = 128;

    private final LegendFigure figure;
    private final Graphics2D g;
    private final Device device;
    private final Palette palette;

    LegendPainter(LegendFigure figure, Graphics2D g, Device device) {
        this.figure = figure;
        this.g = g;
        this.device = device;
        palette = figure.sheet().palette();
    }

    void paint() {
        TextPen pen = new TextPen(g);
        double left = figure.sheet().width() - LegendFigure.SIDE - LegendFigure.BAR_WIDTH;
        Box bar = new Box(left, LegendFigure.GAP, LegendFigure.BAR_WIDTH, LegendFigure.BAR_HEIGHT);
        TextLine name = TextLine.of(figure.name(), Face.SANS, 11).cut(left - LegendFigure.SIDE);
        pen.draw(name, left - LegendFigure.SIDE, 12, TextPen.Anchor.END, palette.text2());
        colours(bar);
        g.setColor(palette.line());
        g.setStroke(new BasicStroke(1));
        g.draw(new Rectangle2D.Double(bar.x() - 0.5, bar.y() - 0.5, bar.width() + 1, bar.height() + 1));
        for (ValueRange.Tick tick : figure.ticks()) {
            double x = bar.x() + tick.fraction() * bar.width();
            g.setColor(palette.text3());
            g.draw(new Line2D.Double(x, bar.bottom(), x, bar.bottom() + 3));
            pen.middle(tick.label(), Face.SANS, 9.5, x, bar.bottom() + 13, palette.text2());
        }
    }

    /// Each step reaches to the right end, under the next ones, so that no viewer shows seams.
    private void colours(Box bar) {
        ColorRamp full = figure.map().ramp(palette);
        ColorRamp ramp = figure.pale() ? full.faded(palette.panel()) : full;
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        for (int i = 0; i < STEPS; i++) {
            double x = device.snapped(bar.x() + bar.width() * i / STEPS);
            g.setColor(ramp.color((i + 0.5) / STEPS));
            g.fill(new Rectangle2D.Double(x, bar.y(), bar.right() - x, bar.height()));
        }
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    }
}
