package org.diopter.views.figure;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;

/// Draws an attention map: cells, then its axes.
final class AttentionPainter {
    private static final double GAP_FROM = 6;

    private final AttentionFigure figure;
    private final Graphics2D g;
    private final Device device;
    private final Palette palette;
    private final GridLayout grid;
    private final ColorRamp ramp;
    private final ValueRange range;

    AttentionPainter(AttentionFigure figure, Graphics2D g, Device device) {
        this.figure = figure;
        this.g = g;
        this.device = device;
        palette = figure.sheet().palette();
        grid = layout(figure);
        ramp = figure.map().ramp(palette);
        range = figure.range();
    }

    static GridLayout layout(AttentionFigure figure) {
        return QueryKeyAxes.layout(figure.sheet(), figure.labels(), figure.positions(), figure.viewport());
    }

    /// The height that a picture of this width needs for all cells to be square.
    static double naturalHeight(AttentionFigure figure, double width) {
        return QueryKeyAxes.naturalHeight(figure.sheet().palette(), width, figure.labels(), figure.positions(), figure.viewport());
    }

    void paint() {
        g.setColor(palette.panel());
        g.fill(new Rectangle2D.Double(0, 0, figure.sheet().width(), figure.sheet().height()));
        Graphics2D body = (Graphics2D) g.create();
        if (grid.isScrolled()) {
            body.clip(grid.body().rectangle());
        }
        if (DenseGrid.suits(grid)) {
            new DenseGrid(grid, device, palette.panel(), palette.error(), ramp, 0).paint(body, (key, query) -> fraction(query, key));
        } else {
            cells(body);
        }
        body.dispose();
        new QueryKeyAxes(figure.labels(), grid, palette, g).paint();
    }

    private double fraction(int query, int key) {
        float share = figure.attention().probability(figure.head(), query, key);
        if (key > query && share == 0) {
            return DenseGrid.NOTHING;
        }
        return Float.isFinite(share) ? range.fraction(share) : DenseGrid.FAULT;
    }

    private void cells(Graphics2D body) {
        body.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        double gap = grid.cellWidth() >= GAP_FROM ? 1 : 0;
        for (int query = grid.firstLine(); query <= grid.lastLine(); query++) {
            for (int key = grid.firstColumn(); key <= grid.lastColumn(); key++) {
                double fraction = fraction(query, key);
                if (fraction != DenseGrid.NOTHING) {
                    Box box = grid.cell(key, query);
                    double left = device.snapped(box.x());
                    double top = device.snapped(box.y());
                    body.setColor(fraction == DenseGrid.FAULT ? palette.error() : ramp.color(fraction));
                    body.fill(new Rectangle2D.Double(
                            left, top, device.snapped(box.right()) - gap - left, device.snapped(box.bottom()) - gap - top));
                }
            }
        }
    }
}
