package org.diopter.views.figure;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;

/// Draws an eviction map: cells, bars where keys leave, then its axes.
final class EvictionPainter {
    private static final double GAP_FROM = 6;
    private static final double THINNEST_BAR = 1;
    private static final double THICKEST_BAR = 3;

    private final EvictionFigure figure;
    private final Graphics2D g;
    private final Device device;
    private final Palette palette;
    private final GridLayout grid;
    private final ColorRamp ramp;
    private final ValueRange range;

    EvictionPainter(EvictionFigure figure, Graphics2D g, Device device) {
        this.figure = figure;
        this.g = g;
        this.device = device;
        palette = figure.sheet().palette();
        grid = layout(figure);
        ramp = figure.map().ramp(palette);
        range = figure.range();
    }

    static GridLayout layout(EvictionFigure figure) {
        return QueryKeyAxes.layout(figure.sheet(), figure.labels(), figure.positions(), figure.viewport());
    }

    void paint() {
        g.setColor(palette.panel());
        g.fill(new Rectangle2D.Double(0, 0, figure.sheet().width(), figure.sheet().height()));
        Graphics2D body = (Graphics2D) g.create();
        if (grid.isScrolled()) {
            body.clip(grid.body().rectangle());
        }
        if (DenseGrid.suits(grid)) {
            new DenseGrid(grid, device, palette.panel(), palette.evicted(), palette.error(), ramp, 0).paint(body, (key, query) -> fraction(query, key));
        } else {
            cells(body);
        }
        bars(body);
        body.dispose();
        new QueryKeyAxes(figure.labels(), grid, palette, g).paint();
    }

    private double fraction(int query, int key) {
        if (key > query) {
            return DenseGrid.NOTHING;
        }
        if (!figure.seen().sees(query, key)) {
            return DenseGrid.FLAT;
        }
        float share = figure.seen().weight(query, key);
        return Float.isFinite(share) ? range.fraction(share) : DenseGrid.FAULT;
    }

    private void cells(Graphics2D body) {
        body.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        double gap = grid.cellWidth() >= GAP_FROM ? 1 : 0;
        for (int query = grid.firstLine(); query <= grid.lastLine(); query++) {
            for (int key = grid.firstColumn(); key <= Math.min(query, grid.lastColumn()); key++) {
                double fraction = fraction(query, key);
                Box box = grid.cell(key, query);
                double left = device.snapped(box.x());
                double top = device.snapped(box.y());
                body.setColor(fraction == DenseGrid.FLAT ? palette.evicted() : fraction == DenseGrid.FAULT ? palette.error() : ramp.color(fraction));
                body.fill(new Rectangle2D.Double(left, top, device.snapped(box.right()) - gap - left, device.snapped(box.bottom()) - gap - top));
            }
        }
    }

    /// At the lower edge of the last query that saw a key.
    private void bars(Graphics2D body) {
        body.setColor(palette.edit());
        double height = Math.clamp(grid.cellHeight() / 4, THINNEST_BAR, THICKEST_BAR);
        for (int key = grid.firstColumn(); key <= grid.lastColumn(); key++) {
            int after = figure.seen().evictedAfter(key);
            if (after >= grid.firstLine() && after <= grid.lastLine()) {
                Box box = grid.cell(key, after);
                body.fill(new Rectangle2D.Double(box.x(), box.bottom() - height, Math.max(THINNEST_BAR, box.width()), height));
            }
        }
    }
}
