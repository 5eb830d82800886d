package org.diopter.views.figure;

import java.awt.Color;
import java.awt.Graphics2D;

/// Puts lines of text where a painter wants them. Text smaller than 9 pixels is not drawn.
final class TextPen {
    /// Where the given x lies in the text.
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    private final Graphics2D g;

    TextPen(Graphics2D g) {
        this.g = g;
    }

    void draw(TextLine line, double x, double baseline, Anchor anchor, Color color) {
        double left = switch (anchor) {
            case START -> x;
            case MIDDLE -> x - line.width() / 2;
            case END -> x - line.width();
        };
        line.draw(g, left, baseline, color);
    }

    void start(String text, Face face, double size, double x, double baseline, Color color) {
        draw(TextLine.of(text, face, size), x, baseline, Anchor.START, color);
    }

    void middle(String text, Face face, double size, double x, double baseline, Color color) {
        draw(TextLine.of(text, face, size), x, baseline, Anchor.MIDDLE, color);
    }

    void end(String text, Face face, double size, double x, double baseline, Color color) {
        draw(TextLine.of(text, face, size), x, baseline, Anchor.END, color);
    }

    /// Upward along the y axis, its middle at y.
    void upward(String text, Face face, double size, double baseline, double y, Color color) {
        upward(TextLine.of(text, face, size), baseline, y, Anchor.MIDDLE, color);
    }

    /// Upward along the y axis.
    ///
    /// @param anchor where y lies in the text: its start is the lowest
    void upward(TextLine line, double baseline, double y, Anchor anchor, Color color) {
        Graphics2D turned = (Graphics2D) g.create();
        turned.translate(baseline, y);
        turned.rotate(-Math.PI / 2);
        new TextPen(turned).draw(line, 0, 0, anchor, color);
        turned.dispose();
    }
}
