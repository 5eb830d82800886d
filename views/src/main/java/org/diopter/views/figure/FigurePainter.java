package org.diopter.views.figure;

import java.awt.Graphics2D;
import java.awt.RenderingHints;

/// Draws figures: the same on the screen and into every file.
///
/// A picture holds no chrome: title and legend stand in the window's pane headers, and [FigureExport] adds them to files.
public final class FigurePainter {
    /// Draws a figure over its whole sheet, its upper left corner at the origin.
    ///
    /// @param g scaled from logical to device pixels by its transform; left as it was but for colours, fonts and hints
    public void paint(Figure figure, Graphics2D g) {
        paint(figure, g, Device.of(g));
    }

    /// Smooth edges and text, at exact places.
    static void smooth(Graphics2D g) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    void paint(Figure figure, Graphics2D g, Device device) {
        smooth(g);
        switch (figure) {
            case TokenCurvesFigure curves -> new CurvesPainter(curves, g).paint();
            case QueryKeyFigure head -> new QueryKeyPainter(head, g, device).paint();
            case ChartFigure chart -> new ChartPainter(chart, g).paint();
            case MapFigure map -> new MapPainter(map, g, device).paint();
            case TokenStripFigure strip -> new TokenStripPainter(strip, g, device).paint();
            case LegendFigure legend -> new LegendPainter(legend, g, device).paint();
            case TrajectoryFigure trajectory -> new TrajectoryPainter(trajectory, g, device).paint();
        }
    }
}
