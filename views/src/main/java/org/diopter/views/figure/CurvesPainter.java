package org.diopter.views.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.diopter.engine.lens.Trajectory;
import org.diopter.views.figure.TextPen.Anchor;

/// Draws the curves of pinned tokens: axes, curves, direct labels at their ends, and the values at the cross-line.
final class CurvesPainter {
    private static final double LABEL_PITCH = 14;
    private static final int MOST_DOTTED_ROWS = 41;
    /// Places across and down that are tried for the table at the cross-line.
    private static final int PLACES = 5;
    /// Into how many parts a stretch of a curve is cut to see what it lies under.
    private static final int PARTS = 6;
    private static final double DOT = 2.6;
    private static final double CONE_INSET = 5;
    /// A piece of a dashed curve, with the space around it.
    private static final double DASH = 26;
    /// Of a column of numbers in the table at the cross-line.
    private static final double NUMBER = 44;
    private static final BasicStroke DASHES = new BasicStroke(1.25f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {4, 3}, 0);

    private final TokenCurvesFigure figure;
    private final Trajectory trajectory;
    private final Graphics2D g;
    private final TextPen pen;
    private final Palette palette;
    private final CurvesLayout layout;

    /// How a chart reads a pinned token.
    private interface Reading {
        double at(Pin pin, int row);
    }

    CurvesPainter(TokenCurvesFigure figure, Graphics2D g) {
        this.figure = figure;
        this.trajectory = figure.trajectory();
        this.g = g;
        pen = new TextPen(g);
        palette = figure.sheet().palette();
        layout = figure.layout();
    }

    /// How wide the labels at the ends of the curves are.
    static double endLabelsWidth(TokenCurvesFigure figure, boolean withValue) {
        return figure.pins().stream()
                .mapToDouble(pin -> name(pin).width() + (withValue ? value(figure, pin).width() + besideWidth(figure, pin) : 0))
                .max()
                .orElse(0);
    }

    private static TextLine name(Pin pin) {
        return TextLine.of(pin.label(), Face.MONO_BOLD, 11).cut(CurvesLayout.LONGEST_LABEL * 0.7);
    }

    private static TextLine value(TokenCurvesFigure figure, Pin pin) {
        int last = figure.trajectory().rows() - 1;
        return TextLine.of(figure.isTracked(pin) ? "  " + Numbers.percent(figure.probability(pin, last)) + " %" : "  not read", Face.SANS, 10);
    }

    private static double besideWidth(TokenCurvesFigure figure, Pin pin) {
        return valueBeside(figure, pin).map(value -> DASH + value.width()).orElse(0.0);
    }

    /// What the dashed curve ends with.
    private static Optional<TextLine> valueBeside(TokenCurvesFigure figure, Pin pin) {
        double other = figure.probabilityBeside(pin, figure.trajectory().rows() - 1);
        return Double.isNaN(other) ? Optional.empty() : Optional.of(TextLine.of(Numbers.percent(other), Face.SANS, 10));
    }

    void paint() {
        g.setColor(palette.panel());
        g.fill(new Rectangle2D.Double(0, 0, figure.sheet().width(), figure.sheet().height()));
        layout.probability().ifPresent(this::probabilities);
        layout.rank().ifPresent(this::ranks);
    }

    private void probabilities(Box chart) {
        cone(chart, true);
        PlotAxes axes = axes(chart, CurveAxis.probability(figure, chart.height()), false, "probability in %");
        beside(axes, figure::probabilityBeside);
        curves(axes, figure::probability);
        endLabels(axes, figure::probability, true);
        crossLine(chart);
        crossTable(chart, axes);
    }

    private void ranks(Box chart) {
        cone(chart, false);
        String title = "rank of " + Numbers.count(figure.vocabulary()) + " (log)";
        PlotAxes axes = axes(chart, CurveAxis.rank(figure, chart.height()), true, title);
        beside(axes, figure::rankBeside);
        curves(axes, figure::rank);
        endLabels(axes, figure::rank, false);
        crossLine(chart);
    }

    /// The layers at which the edits can act, on the ground of edits.
    private void cone(Box chart, boolean named) {
        figure.coneFrom().ifPresent(layer -> {
            double from = Math.max(chart.x(), layout.x(chart, layer));
            g.setColor(palette.editBackground());
            g.fill(new Rectangle2D.Double(from, chart.y(), chart.right() - from, chart.height()));
            TextLine name = TextLine.of("inside the cone", Face.SANS, 9.5);
            if (named && name.width() + 2 * CONE_INSET < chart.right() - from) {
                pen.draw(name, from + CONE_INSET, chart.y() + 12, Anchor.START, palette.edit());
            }
        });
    }

    private PlotAxes axes(Box chart, CurveAxis axis, boolean downward, String title) {
        PlotAxes axes = new PlotAxes(g, palette, chart, axis.range(), downward);
        axis.ticks().forEach(tick -> axes.line(tick.value(), tick.label()));
        layers(axes);
        axes.title(title, axis.labelsWidth());
        return axes;
    }

    private void layers(PlotAxes axes) {
        Box chart = axes.box();
        int rows = trajectory.rows();
        double pitch = chart.width() / Math.max(1, rows - 1);
        for (int row : Steps.labelled(rows, pitch, 26)) {
            axes.tick(layout.x(chart, trajectory.layer(row)), figure.layerName(row));
        }
        axes.baseline("layer (" + figure.layerName(rows - 1) + " = output)");
    }

    /// The second lens's curves, thinner and in dashes, under the first one's.
    private void beside(PlotAxes axes, Reading reading) {
        if (figure.beside().isPresent()) {
            g.setStroke(DASHES);
            for (Pin pin : figure.pins()) {
                g.setColor(palette.series(pin.series()));
                g.draw(path(axes, reading, pin));
            }
        }
    }

    private void curves(PlotAxes axes, Reading reading) {
        for (Pin pin : figure.pins()) {
            g.setColor(palette.series(pin.series()));
            g.setStroke(palette.stroke(pin.series(), 2));
            g.draw(path(axes, reading, pin));
            if (trajectory.rows() <= MOST_DOTTED_ROWS) {
                for (int row = 0; row < trajectory.rows(); row++) {
                    double value = reading.at(pin, row);
                    if (Double.isFinite(value)) {
                        double x = layout.x(axes.box(), trajectory.layer(row));
                        g.fill(new Ellipse2D.Double(x - DOT, axes.y(value) - DOT, 2 * DOT, 2 * DOT));
                    }
                }
            }
        }
    }

    /// Broken where a value is not known.
    private Path2D path(PlotAxes axes, Reading reading, Pin pin) {
        Path2D path = new Path2D.Double();
        boolean on = false;
        for (int row = 0; row < trajectory.rows(); row++) {
            double value = reading.at(pin, row);
            if (!Double.isFinite(value)) {
                on = false;
                continue;
            }
            double x = layout.x(axes.box(), trajectory.layer(row));
            if (on) {
                path.lineTo(x, axes.y(value));
            } else {
                path.moveTo(x, axes.y(value));
            }
            on = true;
        }
        return path;
    }

    private void endLabels(PlotAxes axes, Reading reading, boolean withValue) {
        Box chart = axes.box();
        int last = trajectory.rows() - 1;
        double[] wanted = figure.pins().stream()
                .mapToDouble(pin -> figure.isTracked(pin) ? axes.y(reading.at(pin, last)) : chart.bottom())
                .toArray();
        double[] placed = LabelStack.spread(wanted, LABEL_PITCH, chart.y() + 4, chart.bottom());
        for (int i = 0; i < placed.length; i++) {
            Pin pin = figure.pins().get(i);
            Color color = figure.isTracked(pin) ? palette.series(pin.series()) : palette.text3();
            double x = chart.right() + CurvesLayout.LABEL_GAP;
            if (figure.isTracked(pin) && Math.abs(placed[i] - wanted[i]) > LABEL_PITCH / 2) {
                g.setColor(color);
                g.setStroke(new BasicStroke(0.75f));
                g.draw(leader(chart.right() + DOT, wanted[i], x, placed[i]));
            }
            TextLine name = name(pin);
            pen.draw(name, x, placed[i] + 4, Anchor.START, color);
            if (withValue) {
                TextLine value = value(figure, pin);
                pen.draw(value, x + name.width(), placed[i] + 4, Anchor.START, color);
                valueOfDashes(pin, x + name.width() + value.width(), placed[i]);
            }
        }
    }

    /// A piece of the dashed curve and where it ends.
    private void valueOfDashes(Pin pin, double x, double y) {
        valueBeside(figure, pin).ifPresent(value -> {
            g.setColor(palette.series(pin.series()));
            g.setStroke(DASHES);
            g.draw(new Line2D.Double(x + 8, y, x + DASH - 4, y));
            pen.draw(value, x + DASH, y + 4, Anchor.START, palette.text3());
        });
    }

    /// From the end of a curve to its label, level before the label's first letter, so that the two are seen to belong together.
    private static Path2D leader(double fromX, double fromY, double labelX, double labelY) {
        Path2D leader = new Path2D.Double();
        leader.moveTo(fromX, fromY);
        leader.lineTo(labelX - 4, labelY);
        leader.lineTo(labelX - 1, labelY);
        return leader;
    }

    private void crossLine(Box chart) {
        figure.crossRow().ifPresent(row -> {
            double x = layout.x(chart, trajectory.layer(row));
            g.setColor(palette.ink());
            g.setStroke(new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {2, 2}, 0));
            g.draw(new Line2D.Double(x, chart.y(), x, chart.bottom()));
        });
    }

    /// The values at the cross-line, where they hide least.
    private void crossTable(Box chart, PlotAxes axes) {
        if (figure.crossRow().isEmpty()) {
            return;
        }
        int row = figure.crossRow().getAsInt();
        List<Pin> read = figure.pins().stream().filter(figure::isTracked).toList();
        double names = read.stream().mapToDouble(pin -> name(pin).width()).max().orElse(0);
        double differences = figure.beside().isPresent() ? NUMBER : 0;
        double width = 18 + names + 56 + differences;
        double height = 20 + 15 * read.size();
        if (width > chart.width() * 0.8 || height > chart.height()) {
            return;
        }
        Box box = leastHiding(chart, axes, width, height);
        RoundRectangle2D frame = new RoundRectangle2D.Double(box.x() + 0.5, box.y() + 0.5, width, height, 8, 8);
        g.setColor(palette.panel());
        g.fill(frame);
        g.setColor(palette.line());
        g.setStroke(new BasicStroke(1));
        g.draw(frame);
        pen.start("layer " + figure.layerName(row), Face.SANS_SEMIBOLD, 10, box.x() + 8, box.y() + 14, palette.text2());
        pen.end("%", Face.SANS, 10, box.right() - 8 - differences, box.y() + 14, palette.text3());
        if (differences > 0) {
            pen.end("Δ pp", Face.SANS, 10, box.right() - 8, box.y() + 14, palette.text3());
        }
        double y = box.y() + 29;
        for (Pin pin : read) {
            g.setColor(palette.series(pin.series()));
            g.fill(new Ellipse2D.Double(box.x() + 7, y - 6.5, 6, 6));
            pen.draw(TextLine.of(pin.label(), Face.MONO, 10.5).cut(names), box.x() + 18, y, Anchor.START, palette.text());
            double probability = figure.probability(pin, row);
            pen.end(Numbers.percent(probability), Face.SANS, 10.5, box.right() - 8 - differences, y, palette.text());
            double other = figure.probabilityBeside(pin, row);
            if (!Double.isNaN(other)) {
                pen.end(Numbers.points(probability - other), Face.SANS, 10.5, box.right() - 8, y, palette.text3());
            }
            y += 15;
        }
    }

    /// The place of a box of this size under which the least of the curves lies; of equal ones, the highest and leftmost.
    private Box leastHiding(Box chart, PlotAxes axes, double width, double height) {
        Box best = null;
        long least = Long.MAX_VALUE;
        for (int down = 0; down < PLACES; down++) {
            for (int across = 0; across < PLACES; across++) {
                double x = chart.x() + 10 + across * (chart.width() - width - 20) / (PLACES - 1);
                double y = chart.y() + 4 + down * (chart.height() - height - 8) / (PLACES - 1);
                Box box = new Box(x, y, width, height);
                long hidden = hidden(box, axes);
                if (best == null || hidden < least) {
                    best = box;
                    least = hidden;
                }
            }
        }
        return Objects.requireNonNull(best);
    }

    /// How many of the points along the curves lie within a box.
    private long hidden(Box box, PlotAxes axes) {
        return figure.pins().stream().mapToLong(pin -> hidden(box, axes, figure::probability, pin) + hidden(box, axes, figure::probabilityBeside, pin)).sum();
    }

    private long hidden(Box box, PlotAxes axes, Reading reading, Pin pin) {
        long hidden = 0;
        for (int row = 0; row + 1 < trajectory.rows(); row++) {
            double x0 = layout.x(axes.box(), trajectory.layer(row));
            double x1 = layout.x(axes.box(), trajectory.layer(row + 1));
            double y0 = axes.y(reading.at(pin, row));
            double y1 = axes.y(reading.at(pin, row + 1));
            for (int part = 0; part <= PARTS; part++) {
                double t = (double) part / PARTS;
                hidden += box.contains(x0 + t * (x1 - x0), y0 + t * (y1 - y0)) ? 1 : 0;
            }
        }
        return hidden;
    }
}
