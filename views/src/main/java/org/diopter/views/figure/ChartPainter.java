package org.diopter.views.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/// Draws a chart: axes, series, rules, names.
final class ChartPainter {
    private static final double DOT = 2.6;
    private static final double RING = 3.4;
    private static final double LABEL_PITCH = 14;
    private static final double WIDEST_BAR = 26;
    private static final double BAR_OPACITY = 0.78;
    private static final double SWATCH = 9;
    /// Where the name of an upright rule stands under what a second axis measures.
    private static final double BELOW_THE_LINE = 0.72;
    /// Narrower bars touch each other, and would show seams.
    private static final double SEAMLESS = 4;
    private static final float[] DASH = {4, 3};

    private final ChartFigure figure;
    private final Graphics2D g;
    private final TextPen pen;
    private final Palette palette;
    private final ChartLayout layout;

    ChartPainter(ChartFigure figure, Graphics2D g) {
        this.figure = figure;
        this.g = g;
        pen = new TextPen(g);
        palette = figure.sheet().palette();
        layout = figure.layout();
    }

    void paint() {
        g.setColor(palette.panel());
        g.fill(new Rectangle2D.Double(0, 0, figure.sheet().width(), figure.sheet().height()));
        axes();
        Graphics2D inner = (Graphics2D) g.create();
        Box plot = layout.plot();
        inner.clip(new Rectangle2D.Double(plot.x() - RING - 1, plot.y() - RING - 1, plot.width() + 2 * RING + 2, plot.height() + RING + 1));
        figure.series().stream().filter(series -> series.mark() == ChartSeries.Mark.BARS).forEach(series -> series(inner, series, layout::y));
        figure.series().stream().filter(series -> series.mark() != ChartSeries.Mark.BARS).forEach(series -> series(inner, series, layout::y));
        figure.rules().forEach(this::rule);
        figure.right().ifPresent(right -> right.series().forEach(series -> series(inner, series, value -> layout.y(right.axis(), value))));
        inner.dispose();
        figure.rules().stream().filter(rule -> !rule.label().isEmpty()).forEach(this::name);
        endLabels();
        key();
        crossLine();
    }

    private void axes() {
        PlotAxes axes = new PlotAxes(g, palette, layout.plot(), figure.y().range(), false);
        List<ValueRange.Tick> down = figure.y().ticks(layout.plot().height(), ChartLayout.yPitch(figure.y()));
        down.forEach(tick -> axes.line(tick.value(), tick.label()));
        figure.x().ticks(layout.plot().width(), ChartLayout.xPitch(figure.x())).forEach(tick -> axes.tick(layout.x(tick.value()), tick.label()));
        axes.baseline(figure.x().title());
        axes.title(figure.y().title(), ChartLayout.labelsWidth(down));
        figure.right().ifPresent(right -> {
            Color color = right.series().getFirst().tint().on(palette);
            for (ValueRange.Tick tick : right.axis().ticks(layout.plot().height(), ChartLayout.Y_PITCH)) {
                pen.start(tick.label(), Face.SANS, CurveAxis.LABEL_SIZE, layout.plot().right() + ChartLayout.LABEL_GAP, layout.y(right.axis(), tick.value()) + 3.5, color);
            }
        });
    }

    private void series(Graphics2D inner, ChartSeries series, DoubleUnaryOperator place) {
        inner.setColor(series.tint().on(palette));
        errors(inner, series, place);
        switch (series.mark()) {
            case LINE -> {
                line(inner, series, place);
                if (IntStream.range(0, series.x().length).filter(i -> isPlace(series, i)).count() == 1) {
                    dots(inner, series, place); // a line of one place has no length
                }
            }
            case DOTTED_LINE -> {
                line(inner, series, place);
                dots(inner, series, place);
            }
            case STEPS -> steps(inner, series, place);
            case DOTS -> dots(inner, series, place);
            case RINGS -> rings(inner, series, place);
            case BARS -> bars(inner, series, place);
        }
    }

    /// Upright bars, one standard error to either side.
    private void errors(Graphics2D inner, ChartSeries series, DoubleUnaryOperator place) {
        inner.setStroke(new BasicStroke(1.75f));
        for (int i = 0; i < series.errors().length; i++) {
            if (isPlace(series, i) && Double.isFinite(series.errors()[i])) {
                double x = layout.x(series.x()[i]);
                inner.draw(new Line2D.Double(x, place.applyAsDouble(series.y()[i] - series.errors()[i]), x, place.applyAsDouble(series.y()[i] + series.errors()[i])));
            }
        }
    }

    private void line(Graphics2D inner, ChartSeries series, DoubleUnaryOperator place) {
        Path2D path = new Path2D.Double();
        boolean on = false;
        for (int i = 0; i < series.x().length; i++) {
            if (!isPlace(series, i)) {
                on = false;
                continue;
            }
            double x = layout.x(series.x()[i]);
            double y = place.applyAsDouble(series.y()[i]);
            if (on) {
                path.lineTo(x, y);
            } else {
                path.moveTo(x, y);
            }
            on = true;
        }
        inner.setStroke(stroke(series));
        inner.draw(path);
    }

    private void steps(Graphics2D inner, ChartSeries series, DoubleUnaryOperator place) {
        Path2D path = new Path2D.Double();
        double level = Double.NaN;
        for (int i = 0; i < series.x().length; i++) {
            double x = layout.x(series.x()[i]);
            double y = isPlace(series, i) ? place.applyAsDouble(series.y()[i]) : Double.NaN;
            if (Double.isNaN(y)) {
                level = Double.NaN;
                continue;
            }
            if (Double.isNaN(level)) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, level);
                path.lineTo(x, y);
            }
            level = y;
        }
        inner.setStroke(stroke(series));
        inner.draw(path);
    }

    /// Colours come round again; then the dashes are others.
    private BasicStroke stroke(ChartSeries series) {
        float width = series.tint() instanceof Tint.Muted ? 1.25f : 1.75f;
        if (series.dashed()) {
            return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, DASH, 0);
        }
        return palette.stroke(series.tint() instanceof Tint.Series(int index) ? index : 0, width);
    }

    private void dots(Graphics2D inner, ChartSeries series, DoubleUnaryOperator place) {
        for (int i = 0; i < series.x().length; i++) {
            if (isPlace(series, i)) {
                inner.fill(circle(layout.x(series.x()[i]), place.applyAsDouble(series.y()[i]), series.mark() == ChartSeries.Mark.DOTS ? RING : DOT));
            }
        }
    }

    private void rings(Graphics2D inner, ChartSeries series, DoubleUnaryOperator place) {
        Color color = series.tint().on(palette);
        inner.setStroke(new BasicStroke(1.75f));
        for (int i = 0; i < series.x().length; i++) {
            if (isPlace(series, i)) {
                Ellipse2D ring = circle(layout.x(series.x()[i]), place.applyAsDouble(series.y()[i]), RING);
                inner.setColor(palette.panel());
                inner.fill(ring);
                inner.setColor(color);
                inner.draw(ring);
            }
        }
    }

    private static Ellipse2D circle(double x, double y, double radius) {
        return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    private void bars(Graphics2D inner, ChartSeries series, DoubleUnaryOperator place) {
        Color color = series.tint().on(palette);
        inner.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(255 * BAR_OPACITY)));
        double width = barWidth(series);
        double foot = layout.plot().bottom();
        if (width <= SEAMLESS) {
            inner.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        }
        for (int i = 0; i < series.x().length; i++) {
            if (isPlace(series, i)) {
                double top = place.applyAsDouble(series.y()[i]);
                inner.fill(new Rectangle2D.Double(layout.x(series.x()[i]) - width / 2, top, width, foot - top));
            }
        }
        inner.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    }

    /// The least distance of neighbours, less a gap where there is room for one.
    private double barWidth(ChartSeries series) {
        double least = WIDEST_BAR;
        for (int i = 1; i < series.x().length; i++) {
            least = Math.min(least, Math.abs(layout.x(series.x()[i]) - layout.x(series.x()[i - 1])));
        }
        return least > 4 ? least - 1 : Math.max(least, 0.5);
    }

    private boolean isPlace(ChartSeries series, int i) {
        return Double.isFinite(series.x()[i]) && Double.isFinite(series.y()[i]);
    }

    private void rule(ChartRule rule) {
        Box plot = layout.plot();
        g.setColor(rule.tint().on(palette));
        float width = rule.tint() instanceof Tint.Edit ? 2 : 1;
        g.setStroke(rule.dashed()
                ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {2, 2}, 0)
                : new BasicStroke(width));
        if (rule.upright()) {
            double x = layout.x(rule.at());
            g.draw(new Line2D.Double(x, plot.y(), x, plot.bottom()));
        } else {
            double y = layout.y(rule.at());
            g.draw(new Line2D.Double(plot.x(), y, plot.right(), y));
        }
    }

    private void name(ChartRule rule) {
        Box plot = layout.plot();
        Color color = rule.tint() instanceof Tint.Muted ? palette.text3() : rule.tint().on(palette);
        TextLine label = TextLine.of(rule.label(), Face.SANS, 10);
        if (rule.upright()) {
            double x = layout.x(rule.at());
            double baseline = rule.dashed() && figure.right().isPresent() ? plot.y() + BELOW_THE_LINE * plot.height() : plot.y() + 10;
            boolean leftward = x + 5 + label.width() > plot.right();
            onGround(label, leftward ? x - 5 - label.width() : x + 5, baseline, color);
        } else {
            onGround(label, plot.right() - 2 - label.width(), layout.y(rule.at()) - 4, color);
        }
    }

    /// With the ground behind it, so that lines and bars do not run through it.
    private void onGround(TextLine label, double left, double baseline, Color color) {
        g.setColor(palette.panel());
        g.fill(new Rectangle2D.Double(left - 2, baseline - 10, label.width() + 4, 13));
        pen.draw(label, left, baseline, TextPen.Anchor.START, color);
    }

    private void endLabels() {
        List<ChartSeries> named = figure.series().stream()
                .filter(figure::isNamedAtItsEnd)
                .filter(series -> last(series) >= 0)
                .sorted(Comparator.comparingDouble(series -> layout.y(series.y()[last(series)])))
                .toList();
        double[] wanted = named.stream().mapToDouble(series -> layout.y(series.y()[last(series)])).toArray();
        double[] placed = LabelStack.spread(wanted, LABEL_PITCH, layout.plot().y() + 4, layout.plot().bottom());
        for (int i = 0; i < placed.length; i++) {
            ChartSeries series = named.get(i);
            boolean quiet = series.tint() instanceof Tint.Muted || series.tint() instanceof Tint.Ordered;
            Color color = quiet ? palette.text2() : series.tint().on(palette);
            double x = layout.plot().right() + ChartLayout.LABEL_GAP;
            if (Math.abs(placed[i] - wanted[i]) > LABEL_PITCH / 2) {
                g.setColor(palette.line());
                g.setStroke(new BasicStroke(0.75f));
                g.draw(new Line2D.Double(layout.plot().right() + 1, wanted[i], x - 2, placed[i]));
            }
            pen.draw(ChartLayout.endLabel(figure, series), x, placed[i] + 4, TextPen.Anchor.START, color);
        }
    }

    /// The last point that is one, or −1.
    private int last(ChartSeries series) {
        int last = series.x().length - 1;
        while (last >= 0 && !isPlace(series, last)) {
            last--;
        }
        return last;
    }

    private void key() {
        if (!layout.hasKey()) {
            return;
        }
        double x = layout.plot().x();
        for (ChartSeries series : figure.all()) {
            TextLine name = TextLine.of(series.name(), Face.SANS, 10.5);
            if (!figure.isNamedInTheKey(series) || x + SWATCH + 5 + name.width() > figure.sheet().width()) {
                continue;
            }
            double middle = layout.plot().y() - 14;
            g.setColor(series.tint().on(palette));
            switch (series.mark()) {
                case RINGS -> {
                    g.setStroke(new BasicStroke(1.75f));
                    g.draw(circle(x + SWATCH / 2, middle, RING));
                }
                case BARS -> g.fill(new Rectangle2D.Double(x, middle - SWATCH / 2, SWATCH, SWATCH));
                case LINE, DOTTED_LINE, STEPS -> {
                    g.setStroke(stroke(series));
                    g.draw(new Line2D.Double(x - 2, middle, x + SWATCH + 2, middle));
                }
                case DOTS -> g.fill(circle(x + SWATCH / 2, middle, RING));
            }
            pen.draw(name, x + SWATCH + 5, middle + 3.5, TextPen.Anchor.START, palette.text2());
            x += SWATCH + 5 + name.width() + 16;
        }
    }

    private void crossLine() {
        figure.cross().ifPresent(at -> {
            double x = layout.x(at);
            g.setColor(palette.ink());
            g.setStroke(new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {2, 2}, 0));
            g.draw(new Line2D.Double(x, layout.plot().y(), x, layout.plot().bottom()));
            crossValues(at);
        });
    }

    /// What is read at the cross-line, each value in the colour of its series.
    private void crossValues(double at) {
        List<ChartSeries> read = figure.series().stream().filter(series -> !series.value().isEmpty()).toList();
        if (read.isEmpty()) {
            return;
        }
        TextLine place = TextLine.of(figure.x().place(at), Face.SANS, 10);
        List<TextLine> values = read.stream().map(series -> TextLine.of(series.value(), Face.SANS, 10)).toList();
        double width = Math.max(place.width(), values.stream().mapToDouble(TextLine::width).max().orElse(0));
        double x = layout.x(at);
        double left = x + 6 + width > figure.sheet().width() - 4 ? x - 6 - width : x + 6;
        double baseline = layout.plot().y() + 10;
        onGround(place, left, baseline, palette.text2());
        for (int i = 0; i < values.size(); i++) {
            baseline += LABEL_PITCH;
            onGround(values.get(i), left, baseline, read.get(i).tint().on(palette));
        }
    }
}
