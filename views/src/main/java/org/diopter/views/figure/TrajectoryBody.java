package org.diopter.views.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.diopter.engine.lens.Trajectory;
import org.diopter.views.figure.TextPen.Anchor;

/// Draws the cells of a trajectory.
final class TrajectoryBody {
    private static final double HATCH = 5;
    private static final double TRIANGLE = 8;
    /// From this size on a line of ground is left between cells.
    private static final double GAP_FROM = 6;

    private final TrajectoryFigure figure;
    private final Trajectory trajectory;
    private final TrajectoryLayout layout;
    private final GridLayout grid;
    private final Graphics2D g;
    private final Device device;
    private final TextPen pen;
    private final Palette palette;
    private final ColorRamp ramp;
    private final ValueRange range;
    private final PinBars pins;
    private final Writing tokens;
    private final boolean values;
    private final double tokenSize;
    /// How much higher text stands in low cells, so that the bars of pinned tokens do not cover it.
    private final double lift;

    /// @param g clipped to the body if the grid is scrolled
    TrajectoryBody(TrajectoryFigure figure, TrajectoryLayout layout, ColorRamp ramp, Graphics2D g, Device device) {
        this.figure = figure;
        this.layout = layout;
        this.ramp = ramp;
        this.g = g;
        this.device = device;
        trajectory = figure.trajectory();
        grid = layout.grid();
        pen = new TextPen(g);
        palette = figure.sheet().palette();
        range = figure.range();
        pins = new PinBars(g, device, palette, grid, figure.pins());
        tokens = layout.cellWriting();
        values = figure.look().values() && layout.hasRoomForValues();
        tokenSize = grid.cellWidth() < 52 || grid.cellHeight() < 18 ? 9.5 : 11;
        lift = figure.pins().isEmpty() ? 0 : Math.clamp((38 - grid.cellHeight()) / 2, 0, 4);
    }

    void paint() {
        if (DenseGrid.suits(grid)) {
            double middle = figure.map().isTwoSided() ? 0.5 : 0;
            new DenseGrid(grid, device, palette.panel2(), palette.error(), ramp, middle).paint(g, this::fraction);
            return;
        }
        for (int line = grid.firstLine(); line <= grid.lastLine(); line++) {
            for (int column = grid.firstColumn(); column <= grid.lastColumn(); column++) {
                cell(layout.rows().get(layout.shown(column, line)), layout.position(column, line), grid.cell(column, line));
            }
        }
    }

    private double fraction(int column, int line) {
        int row = layout.rows().get(layout.shown(column, line));
        int position = layout.position(column, line);
        return switch (figure.state(row, position)) {
            case NOT_COMPUTED, UNDEFINED -> DenseGrid.NOTHING;
            case NOT_FINITE -> DenseGrid.FAULT;
            case VALUE -> range.fraction(figure.value(row, position));
        };
    }

    private void cell(int row, int position, Box box) {
        switch (figure.state(row, position)) {
            case NOT_COMPUTED -> notComputed(box);
            case UNDEFINED -> {
                ground(box, palette.panel());
                hatch(box);
                token(row, position, box, palette.text2());
            }
            case NOT_FINITE -> notFinite(box);
            case VALUE -> {
                double value = figure.value(row, position);
                double fraction = range.fraction(value);
                ground(box, ramp.color(fraction));
                token(row, position, box, ramp.ink(fraction));
                if (values && !figure.isStill(row, position)) {
                    pen.middle(figure.text(value), Face.SANS, 9, box.centreX(), box.centreY() + 11 - lift, ramp.ink(fraction));
                }
            }
        }
        if (figure.state(row, position) != TrajectoryFigure.CellState.NOT_COMPUTED) {
            pins.draw(figure.token(row, position), box);
            changed(row, position, box);
        }
    }

    /// A triangle in the upper right corner where the top-1 differs from the other run's.
    private void changed(int row, int position, Box box) {
        if (!figure.marksChange(row, position) || box.width() < 1.5 * TRIANGLE || box.height() < 1.5 * TRIANGLE) {
            return;
        }
        double right = box.right() - 1;
        Path2D triangle = new Path2D.Double();
        triangle.moveTo(right - TRIANGLE, box.y());
        triangle.lineTo(right, box.y());
        triangle.lineTo(right, box.y() + TRIANGLE);
        triangle.closePath();
        g.setColor(palette.edit());
        g.fill(triangle);
        g.setColor(palette.halo());
        g.setStroke(new BasicStroke(1));
        g.draw(new Line2D.Double(right - TRIANGLE, box.y(), right, box.y() + TRIANGLE));
    }

    private void token(int row, int position, Box box, Color color) {
        if (tokens == Writing.NONE) {
            return;
        }
        if (figure.isStill(row, position)) {
            pen.middle(Quantity.NEXT_TO_NOTHING, Face.SANS, 11, box.centreX(), box.centreY() + 4, color);
            return;
        }
        boolean bold = figure.comparison().moved().isEmpty() && figure.agreesWithFinal(row, position);
        Face face = bold ? Face.MONO_BOLD : Face.MONO;
        TokenLabel label = figure.labels().token(figure.token(row, position));
        if (tokens == Writing.ACROSS) {
            double baseline = box.centreY() + (values ? -1.5 - lift : tokenSize * 0.36);
            pen.draw(TextLine.of(label, face, tokenSize).cut(box.width() - 5), box.centreX(), baseline, Anchor.MIDDLE, color);
        } else {
            TextLine line = TextLine.of(label, face, TrajectoryLayout.UPWARD_SIZE).cut(box.height() - TrajectoryLayout.UPWARD_MARGIN);
            pen.upward(line, box.centreX() + 2.5, box.bottom() - TrajectoryLayout.UPWARD_MARGIN, Anchor.START, color);
        }
    }

    private void ground(Box box, Color color) {
        double gap = box.width() >= GAP_FROM && box.height() >= GAP_FROM ? 1 : 0;
        double left = device.snapped(box.x());
        double top = device.snapped(box.y());
        double right = device.snapped(box.right()) - gap;
        double bottom = device.snapped(box.bottom()) - gap;
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        g.setColor(color);
        g.fill(new Rectangle2D.Double(left, top, right - left, bottom - top));
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    }

    private void notComputed(Box box) {
        ground(box, palette.panel2());
        if (tokens != Writing.NONE) {
            pen.middle("·", Face.SANS, 11, box.centreX(), box.centreY() + 4, palette.text3());
        }
    }

    private void notFinite(Box box) {
        ground(box, palette.panel2());
        g.setColor(palette.error());
        g.setStroke(new BasicStroke(1.5f));
        g.draw(box.inset(1.25, 1.25, 2.25, 2.25).rectangle());
        if (tokens == Writing.ACROSS) {
            pen.middle("NaN", Face.SANS_MEDIUM, 9.5, box.centreX(), box.centreY() + 3.5, palette.error());
        } else if (tokens == Writing.UPWARD) {
            pen.upward("NaN", Face.SANS_MEDIUM, TrajectoryLayout.UPWARD_SIZE, box.centreX() + 3, box.centreY(), palette.error());
        }
    }

    /// Diagonals from lower left to upper right, computed and not clipped, so that files stay simple.
    private void hatch(Box box) {
        g.setColor(palette.line());
        g.setStroke(new BasicStroke(1));
        double width = box.width() - 1;
        double height = box.height() - 1;
        double step = HATCH * Math.sqrt(2);
        for (double reach = step / 2; reach < width + height; reach += step) {
            double fromX = Math.max(0, reach - height);
            double toX = Math.min(reach, width);
            g.draw(new Line2D.Double(box.x() + fromX, box.y() + reach - fromX, box.x() + toX, box.y() + reach - toX));
        }
    }
}
