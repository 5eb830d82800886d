package org.diopter.views.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The key to a figure's marks, in lines under it: which mark means what, for those that occur.
final class FigureKey {
    private static final double SWATCH = 14;
    private static final double AFTER_SWATCH = 5;
    private static final double AFTER_ENTRY = 16;

    private enum Mark {
        NONE,
        BAR,
        HATCH,
        GROUND,
        LINE,
        TRIANGLE
    }

    private record Entry(Mark mark, Color color, TextLine text) {
        static Entry words(Palette palette, String words) {
            return new Entry(Mark.NONE, palette.text2(), TextLine.of(words, Face.SANS, 10));
        }

        /// Where the text stands, from the start of the entry.
        double indent() {
            return mark == Mark.NONE ? 0 : SWATCH + AFTER_SWATCH;
        }

        double width() {
            return indent() + text.width() + AFTER_ENTRY;
        }
    }

    private final List<List<Entry>> lines;
    private final Palette palette;

    private FigureKey(List<List<Entry>> lines, Palette palette) {
        this.lines = lines;
        this.palette = palette;
    }

    static FigureKey of(Figure figure, double width) {
        Palette palette = figure.sheet().palette();
        List<Entry> entries = figure instanceof TrajectoryFigure trajectory ? entries(trajectory, palette) : List.of();
        List<List<Entry>> lines = new ArrayList<>();
        double used = width;
        for (Entry entry : entries) {
            if (used + entry.width() > width) {
                lines.add(new ArrayList<>());
                used = 0;
            }
            lines.getLast().add(entry);
            used += entry.width();
        }
        return new FigureKey(lines, palette);
    }

    private static List<Entry> entries(TrajectoryFigure figure, Palette palette) {
        List<Entry> entries = new ArrayList<>();
        if (figure.layout().showsTokens() && figure.comparison().moved().isEmpty()) {
            entries.add(Entry.words(palette, "bold: equal to the final top-1"));
        }
        if (figure.look().depthStrip()) {
            entries.add(Entry.words(palette, "depth: first layer from which the top-1 stays"));
        }
        for (Pin pin : figure.pins()) {
            if (isTop(figure, pin)) {
                entries.add(new Entry(Mark.BAR, palette.series(pin.series()), TextLine.of(pin.label(), Face.MONO, 10).cut(120)));
            }
        }
        if (!figure.comparison().cone().isEmpty()) {
            entries.add(new Entry(Mark.LINE, palette.edit(), TextLine.of("beyond it the changes can act", Face.SANS, 10)));
        }
        if (!figure.provenance().cache().equals("none")) {
            entries.add(Entry.words(palette, "cache: " + figure.provenance().cache()));
        }
        if (isChangedAnywhere(figure)) {
            entries.add(new Entry(Mark.TRIANGLE, palette.edit(), TextLine.of("top-1 differs from A", Face.SANS, 10)));
        }
        if (occurs(figure, TrajectoryFigure.CellState.UNDEFINED)) {
            entries.add(new Entry(Mark.HATCH, palette.line(), TextLine.of("not defined", Face.SANS, 10)));
        }
        if (occurs(figure, TrajectoryFigure.CellState.NOT_COMPUTED)) {
            entries.add(new Entry(Mark.GROUND, palette.panel2(), TextLine.of("not computed", Face.SANS, 10)));
        }
        if (figure.look().stale()) {
            entries.add(new Entry(Mark.GROUND, palette.fieldLine(), TextLine.of("pale: the prompt or the model has changed since this run", Face.SANS, 10)));
        }
        return entries;
    }

    private static boolean isChangedAnywhere(TrajectoryFigure figure) {
        return IntStream.range(0, figure.trajectory().positions())
                .anyMatch(position -> figure.shownRows().stream().anyMatch(row -> figure.marksChange(row, position)));
    }

    private static boolean isTop(TrajectoryFigure figure, Pin pin) {
        for (int position = 0; position < figure.trajectory().positions(); position++) {
            if (figure.trajectory().isKnown(position)) {
                for (int row : figure.shownRows()) {
                    if (figure.token(row, position) == pin.id()) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean occurs(TrajectoryFigure figure, TrajectoryFigure.CellState state) {
        for (int position = 0; position < figure.trajectory().positions(); position++) {
            for (int row : figure.shownRows()) {
                if (figure.state(row, position) == state) {
                    return true;
                }
            }
        }
        return false;
    }

    int lines() {
        return lines.size();
    }

    /// @param baseline of the first line
    void paint(Graphics2D g, double baseline, double pitch) {
        double y = baseline;
        for (List<Entry> line : lines) {
            double x = 4;
            for (Entry entry : line) {
                mark(g, entry, x, y);
                entry.text.draw(g, x + entry.indent(), y, palette.text2());
                x += entry.width();
            }
            y += pitch;
        }
    }

    private void mark(Graphics2D g, Entry entry, double x, double baseline) {
        double top = baseline - 8.5;
        g.setColor(entry.color);
        g.setStroke(new BasicStroke(1));
        switch (entry.mark) {
            case NONE -> {}
            case BAR -> g.fill(new Rectangle2D.Double(x, baseline - 5, SWATCH, 3));
            case LINE -> {
                g.setStroke(new BasicStroke(2));
                g.draw(new Line2D.Double(x, baseline - 3.5, x + SWATCH, baseline - 3.5));
            }
            case TRIANGLE -> {
                Path2D triangle = new Path2D.Double();
                triangle.moveTo(x + 3, top);
                triangle.lineTo(x + 11, top);
                triangle.lineTo(x + 11, top + 8);
                triangle.closePath();
                g.fill(triangle);
            }
            case GROUND -> {
                g.fill(new Rectangle2D.Double(x, top, SWATCH, 10));
                g.setColor(palette.line());
                g.draw(new Rectangle2D.Double(x, top, SWATCH, 10));
            }
            case HATCH -> {
                for (double step = 0; step < SWATCH - 4; step += 5) {
                    g.draw(new Line2D.Double(x + step, top + 10, x + step + 5, top));
                }
            }
        }
    }
}
