package org.diopter.views.figure;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.util.stream.IntStream;

/// Draws a map of one head: cells, bars where keys leave, then its axes.
final class QueryKeyPainter {
    private static final double GAP_FROM = 6;
    private static final double THINNEST_BAR = 1;
    private static final double THICKEST_BAR = 3;

    private final QueryKeyFigure figure;
    private final Graphics2D g;
    private final Device device;
    private final Palette palette;
    private final GridLayout grid;
    private final DenseGrid dense;
    private final DenseGrid.Values values;

    QueryKeyPainter(QueryKeyFigure figure, Graphics2D g, Device device) {
        this.figure = figure;
        this.g = g;
        this.device = device;
        palette = figure.sheet().palette();
        grid = figure.layout();
        dense = new DenseGrid(grid, device, palette.panel(), palette.evicted(), palette.error(), figure.map().ramp(palette), 0, figure.range()::fraction);
        values = values(figure);
    }

    private static DenseGrid.Values values(QueryKeyFigure figure) {
        return switch (figure) {
            case AttentionFigure attention -> (key, query) -> {
                float share = attention.share(query, key);
                return key > query && share == 0 ? DenseGrid.NOTHING : value(share);
            };
            case EvictionFigure evictions -> {
                int[] last = IntStream.range(0, evictions.positions()).map(key -> evictions.seen().lastQuery(key)).toArray();
                yield (key, query) -> {
                    if (key > query) {
                        return DenseGrid.NOTHING;
                    }
                    return query <= last[key] ? value(evictions.share(query, key)) : DenseGrid.FLAT;
                };
            }
        };
    }

    private static double value(float share) {
        return Float.isFinite(share) ? Math.clamp(share, 0, 1) : DenseGrid.FAULT;
    }

    void paint() {
        g.setColor(palette.panel());
        g.fill(new Rectangle2D.Double(0, 0, figure.sheet().width(), figure.sheet().height()));
        Graphics2D body = (Graphics2D) g.create();
        if (grid.isScrolled()) {
            body.clip(grid.body().rectangle());
        }
        if (DenseGrid.suits(grid)) {
            dense.paint(body, values);
        } else {
            cells(body);
        }
        if (figure instanceof EvictionFigure evictions) {
            bars(evictions, body);
        }
        body.dispose();
        new QueryKeyAxes(figure.labels(), grid, palette, g).paint();
    }

    private void cells(Graphics2D body) {
        body.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        double gap = grid.cellWidth() >= GAP_FROM ? 1 : 0;
        for (int query = grid.firstLine(); query <= grid.lastLine(); query++) {
            for (int key = grid.firstColumn(); key <= grid.lastColumn(); key++) {
                double value = values.at(key, query);
                if (value != DenseGrid.NOTHING) {
                    Box box = grid.cell(key, query);
                    double left = device.snapped(box.x());
                    double top = device.snapped(box.y());
                    body.setColor(dense.color(value));
                    body.fill(new Rectangle2D.Double(left, top, device.snapped(box.right()) - gap - left, device.snapped(box.bottom()) - gap - top));
                }
            }
        }
    }

    /// At the lower edge of the last query that saw a key.
    private void bars(EvictionFigure evictions, Graphics2D body) {
        body.setColor(palette.edit());
        double height = Math.clamp(grid.cellHeight() / 4, THINNEST_BAR, THICKEST_BAR);
        for (int key = grid.firstColumn(); key <= grid.lastColumn(); key++) {
            int after = evictions.seen().evictedAfter(key);
            if (after >= grid.firstLine() && after <= grid.lastLine()) {
                Box box = grid.cell(key, after);
                body.fill(new Rectangle2D.Double(box.x(), box.bottom() - height, Math.max(THINNEST_BAR, box.width()), height));
            }
        }
    }
}
