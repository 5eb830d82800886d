package org.diopter.views.figure;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import org.diopter.views.figure.TextPen.Anchor;

/// Draws an attention map: cells, then the tokens or positions of queries at the left and of keys below.
final class AttentionPainter {
    /// From this size of a cell on each token is named.
    private static final double NAMED_FROM = 12;
    private static final double GAP_FROM = 6;
    private static final double TITLE = 18;
    private static final double LONGEST = 72;
    private static final double NUMBERS = 26;
    private static final double NUMBER_PITCH = 26;

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

    /// With room for names if cells then are large enough to be named, else with room for positions.
    static GridLayout layout(AttentionFigure figure) {
        Box sheet = new Box(0, 0, figure.sheet().width(), figure.sheet().height());
        double room = TITLE + Math.ceil(TextLine.widest(figure.labels().inputs(), Face.MONO, 9.5, LONGEST)) + 8;
        int n = figure.positions();
        GridLayout named = GridLayout.fitSquare(sheet.inset(room, 4, 4, room), n, n, figure.viewport());
        return named.cellWidth() >= NAMED_FROM
                ? named
                : GridLayout.fitSquare(sheet.inset(TITLE + NUMBERS, 4, 8, TITLE + 16), n, n, figure.viewport());
    }

    /// The height that a picture of this width needs for all cells to be square.
    static double naturalHeight(AttentionFigure figure, double width) {
        Sheet square = new Sheet(figure.sheet().palette(), width, width);
        GridLayout layout = layout(figure.on(square));
        double below = layout.cellWidth() >= NAMED_FROM ? layout.body().x() : TITLE + 16;
        return Math.ceil(layout.body().bottom() + below);
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
        if (isNamed()) {
            names();
        } else {
            positions();
        }
        TextPen pen = new TextPen(g);
        pen.upward("query position", Face.SANS, 10.5, 11, grid.body().centreY(), palette.text2());
        double below = isNamed() ? grid.body().x() - TITLE + 12 : NUMBERS + 4;
        pen.middle("key position", Face.SANS, 10.5, grid.body().centreX(), grid.body().bottom() + below, palette.text2());
    }

    private boolean isNamed() {
        return grid.cellWidth() >= NAMED_FROM;
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

    private void names() {
        TextPen pen = new TextPen(g);
        for (int query = grid.firstLine(); query <= grid.lastLine(); query++) {
            double y = grid.cell(0, query).centreY();
            if (y > grid.body().y() && y < grid.body().bottom()) {
                pen.draw(name(query), grid.body().x() - 5, y + 3.5, Anchor.END, palette.text());
            }
        }
        for (int key = grid.firstColumn(); key <= grid.lastColumn(); key++) {
            double x = grid.cell(key, 0).centreX();
            if (x > grid.body().x() && x < grid.body().right()) {
                pen.upward(name(key), x + 3.5, grid.body().bottom() + 5, Anchor.END, palette.text());
            }
        }
    }

    private TextLine name(int position) {
        return TextLine.of(figure.labels().input(position), Face.MONO, 9.5).cut(LONGEST);
    }

    private void positions() {
        TextPen pen = new TextPen(g);
        int step = Steps.apart(grid.cellWidth(), NUMBER_PITCH);
        for (int position = 0; position < figure.positions(); position += step) {
            Box box = grid.cell(position, position);
            String number = Integer.toString(position);
            if (box.centreY() >= grid.body().y() && box.centreY() <= grid.body().bottom()) {
                pen.end(number, Face.SANS, 10, grid.body().x() - 6, box.centreY() + 3.5, palette.text3());
            }
            if (box.centreX() >= grid.body().x() && box.centreX() <= grid.body().right()) {
                pen.middle(number, Face.SANS, 10, box.centreX(), grid.body().bottom() + 14, palette.text3());
            }
        }
    }
}
