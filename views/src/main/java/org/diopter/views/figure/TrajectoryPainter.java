package org.diopter.views.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/// Draws a trajectory: its ground, its cells, the marks of edits, its axes.
final class TrajectoryPainter {
    private final TrajectoryFigure figure;
    private final Graphics2D g;
    private final Device device;

    TrajectoryPainter(TrajectoryFigure figure, Graphics2D g, Device device) {
        this.figure = figure;
        this.g = g;
        this.device = device;
    }

    void paint() {
        Palette palette = figure.sheet().palette();
        g.setColor(palette.panel());
        g.fill(new Rectangle2D.Double(0, 0, figure.sheet().width(), figure.sheet().height()));

        ColorRamp full = figure.map().ramp(palette);
        ColorRamp ramp = figure.look().stale() ? full.faded(palette.panel()) : full;
        TrajectoryLayout layout = figure.layout();
        Graphics2D body = (Graphics2D) g.create();
        if (layout.grid().isScrolled()) {
            body.clip(layout.grid().body().rectangle());
        }
        new TrajectoryBody(figure, layout, ramp, body, device).paint();
        new TrajectoryMarks(figure, layout, body).paint();
        body.dispose();
        new TrajectoryAxes(figure, layout, g, ramp).paint();
    }
}
