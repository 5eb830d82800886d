package org.diopter.views.figure;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// Draws a text as coloured tokens.
final class TokenStripPainter {
    private static final double SIZE = 11;
    private static final double MARGIN = 6;
    private static final double PADDING = 4;
    private static final double GAP = 2;
    private static final double HEIGHT = 20;
    private static final String LINE_END = "⏎";

    private final TokenStripFigure figure;
    private final Graphics2D g;
    private final Device device;

    TokenStripPainter(TokenStripFigure figure, Graphics2D g, Device device) {
        this.figure = figure;
        this.g = g;
        this.device = device;
    }

    static List<Box> layout(TokenStripFigure figure, double width) {
        return layout(figure.tokens(), i -> value(figure, i).width(), width);
    }

    static int[] lines(List<TokenLabel> tokens, double width) {
        List<Box> boxes = layout(tokens, _ -> 0, width);
        return IntStream.range(0, boxes.size()).filter(i -> i == 0 || boxes.get(i).y() > boxes.get(i - 1).y()).toArray();
    }

    static double heightOf(int lines) {
        return lines == 0 ? TokenStripFigure.LINE : 2 * MARGIN + (lines - 1) * TokenStripFigure.LINE + HEIGHT;
    }

    private static List<Box> layout(List<TokenLabel> tokens, IntToDoubleFunction value, double width) {
        List<Box> boxes = new ArrayList<>();
        double x = MARGIN;
        double y = MARGIN;
        for (int i = 0; i < tokens.size(); i++) {
            double wide = token(tokens.get(i), width).width() + value.applyAsDouble(i) + 2 * PADDING;
            if (x + wide > width - MARGIN && x > MARGIN) {
                x = MARGIN;
                y += TokenStripFigure.LINE;
            }
            boxes.add(new Box(x, y, wide, HEIGHT));
            x += wide + GAP;
            if (tokens.get(i).text().endsWith(LINE_END)) {
                x = MARGIN;
                y += TokenStripFigure.LINE;
            }
        }
        return boxes;
    }

    static double height(TokenStripFigure figure, double width) {
        List<Box> boxes = layout(figure, width);
        return boxes.isEmpty() ? TokenStripFigure.LINE : Math.ceil(boxes.getLast().bottom() + MARGIN);
    }

    private static TextLine token(TokenLabel token, double width) {
        return TextLine.of(token, Face.MONO, SIZE).cut(width - 2 * MARGIN - 2 * PADDING);
    }

    private static TextLine value(TokenStripFigure figure, int i) {
        return TextLine.of(figure.showsValues() ? " " + figure.words().get(i) : "", Face.SANS, 9);
    }

    void paint() {
        Palette palette = figure.sheet().palette();
        ColorRamp ramp = ColorMap.TIDE.ramp(palette);
        g.setColor(palette.panel());
        g.fill(new Rectangle2D.Double(0, 0, figure.sheet().width(), figure.sheet().height()));
        TextPen pen = new TextPen(g);
        List<Box> boxes = figure.layout();
        for (int i = 0; i < boxes.size() && boxes.get(i).y() < figure.sheet().height(); i++) {
            Box box = boxes.get(i);
            double value = figure.values()[i];
            boolean known = Double.isFinite(value);
            double fraction = known ? figure.range().fraction(value) : 0;
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
            g.setColor(known ? ramp.color(fraction) : palette.panel2());
            double left = device.snapped(box.x());
            double top = device.snapped(box.y());
            g.fill(new Rectangle2D.Double(left, top, device.snapped(box.right()) - left, device.snapped(box.bottom()) - top));
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            var ink = known ? ramp.ink(fraction) : palette.text3();
            TextLine token = token(figure.tokens().get(i), figure.sheet().width());
            pen.draw(token, box.x() + PADDING, box.y() + 14, TextPen.Anchor.START, ink);
            pen.draw(value(figure, i), box.x() + PADDING + token.width(), box.y() + 14, TextPen.Anchor.START, ink);
        }
    }
}
