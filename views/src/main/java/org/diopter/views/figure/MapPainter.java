package org.diopter.views.figure;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/// Draws a map: its cells, the names of lines at the left and of columns below.
final class MapPainter {
    private static final double TITLE = 18;
    private static final double LONGEST_NAME = 130;
    private static final double NAMES = 18;
    private static final double LINE_PITCH = 13;
    private static final double WORDS_FROM_HEIGHT = 15;
    private static final double GAP_FROM = 6;
    private static final double CELL_HEIGHT = 26;
    private static final double STAR = 5;

    private final MapFigure figure;
    private final Graphics2D g;
    private final Device device;
    private final Palette palette;
    private final GridLayout layout;
    private final ColorRamp ramp;

    MapPainter(MapFigure figure, Graphics2D g, Device device) {
        this.figure = figure;
        this.g = g;
        this.device = device;
        palette = figure.sheet().palette();
        layout = layout(figure);
        ramp = figure.map().ramp(palette);
    }

    static GridLayout layout(MapFigure figure) {
        Box sheet = new Box(0, 0, figure.sheet().width(), figure.sheet().height());
        double left = Math.ceil(TITLE + namesWidth(figure) + 8);
        Box area = sheet.inset(left, 4, 8, TITLE + NAMES);
        return GridLayout.fit(area, figure.grid().columns().size(), figure.grid().lines().size(), figure.viewport());
    }

    private static double namesWidth(MapFigure figure) {
        return figure.grid().lines().stream()
                .mapToDouble(name -> TextLine.of(name, Face.SANS, 10).cut(LONGEST_NAME).width())
                .max()
                .orElse(0);
    }

    static double naturalHeight(MapFigure figure, double width) {
        int lines = figure.grid().lines().size();
        double cell = lines > 60 ? width / figure.grid().columns().size() : CELL_HEIGHT;
        return Math.ceil(Math.clamp(lines * cell, 40, 1200) + 4 + TITLE + NAMES);
    }

    void paint() {
        g.setColor(palette.panel());
        g.fill(new Rectangle2D.Double(0, 0, figure.sheet().width(), figure.sheet().height()));
        Graphics2D body = (Graphics2D) g.create();
        if (layout.isScrolled()) {
            body.clip(layout.body().rectangle());
        }
        if (DenseGrid.suits(layout)) {
            double middle = figure.map().isTwoSided() ? 0.5 : 0;
            new DenseGrid(layout, device, palette.panel2(), palette.error(), ramp, middle).paint(body, (column, line) -> fraction(line, column));
        } else {
            cells(body);
        }
        body.dispose();
        names();
        TextPen pen = new TextPen(g);
        pen.upward(figure.grid().lineTitle(), Face.SANS, 10.5, 11, layout.body().centreY(), palette.text2());
        pen.middle(figure.grid().columnTitle(), Face.SANS, 10.5, layout.body().centreX(), layout.body().bottom() + 31, palette.text2());
    }

    private double fraction(int line, int column) {
        float value = figure.grid().value(line, column);
        if (Float.isNaN(value)) {
            return DenseGrid.NOTHING;
        }
        return Float.isInfinite(value) ? DenseGrid.FAULT : figure.range().fraction(value);
    }

    private void cells(Graphics2D body) {
        double gap = layout.cellWidth() >= GAP_FROM && layout.cellHeight() >= GAP_FROM ? 1 : 0;
        for (int line = layout.firstLine(); line <= layout.lastLine(); line++) {
            for (int column = layout.firstColumn(); column <= layout.lastColumn(); column++) {
                cell(body, line, column, gap);
            }
        }
    }

    private void cell(Graphics2D body, int line, int column, double gap) {
        Box box = layout.cell(column, line);
        double left = device.snapped(box.x());
        double top = device.snapped(box.y());
        double fraction = fraction(line, column);
        boolean empty = fraction == DenseGrid.NOTHING;
        body.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        body.setColor(empty ? palette.panel2() : fraction == DenseGrid.FAULT ? palette.error() : ramp.color(fraction));
        body.fill(new Rectangle2D.Double(left, top, device.snapped(box.right()) - gap - left, device.snapped(box.bottom()) - gap - top));
        body.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        var ink = empty ? palette.text3() : ramp.ink(fraction);
        boolean marked = figure.marks().contains(new GridLayout.Place(column, line));
        if (box.height() >= WORDS_FROM_HEIGHT) {
            TextLine word = TextLine.of(figure.grid().word(line, column), Face.SANS, 10);
            if (word.width() + (marked ? 2 * STAR + 3 : 0) <= box.width() - 4) {
                new TextPen(body).draw(word, box.centreX() + (marked ? STAR + 1 : 0), box.centreY() + 3.5, TextPen.Anchor.MIDDLE, ink);
            }
            if (marked) {
                star(body, box.centreX() - word.width() / 2 - STAR / 2, box.centreY());
            }
        } else if (marked) {
            star(body, box.centreX(), box.centreY());
        }
    }

    private void star(Graphics2D body, double x, double y) {
        Path2D star = new Path2D.Double();
        for (int i = 0; i < 10; i++) {
            double radius = i % 2 == 0 ? STAR : STAR * 0.45;
            double angle = Math.PI * (i / 5.0 - 0.5);
            double px = x + radius * Math.cos(angle);
            double py = y + radius * Math.sin(angle);
            if (i == 0) {
                star.moveTo(px, py);
            } else {
                star.lineTo(px, py);
            }
        }
        star.closePath();
        body.setColor(palette.halo());
        body.setStroke(new BasicStroke(2));
        body.draw(star);
        body.setColor(palette.edit());
        body.fill(star);
    }

    private void names() {
        TextPen pen = new TextPen(g);
        Box body = layout.body();
        List<String> lines = figure.grid().lines();
        for (int line : Steps.labelled(lines.size(), layout.cellHeight(), LINE_PITCH)) {
            double y = layout.cell(0, line).centreY();
            if (y > body.y() && y < body.bottom()) {
                pen.draw(TextLine.of(lines.get(line), Face.SANS, 10).cut(LONGEST_NAME), body.x() - 6, y + 3.5, TextPen.Anchor.END, palette.text2());
            }
        }
        List<String> columns = figure.grid().columns();
        double widest = columns.stream().mapToDouble(name -> TextLine.of(name, Face.SANS, 10).width()).max().orElse(0);
        for (int column : Steps.labelled(columns.size(), layout.cellWidth(), widest + 6)) {
            double x = layout.cell(column, 0).centreX();
            if (x > body.x() && x < body.right()) {
                pen.middle(columns.get(column), Face.SANS, 10, x, body.bottom() + 14, palette.text2());
            }
        }
    }
}
