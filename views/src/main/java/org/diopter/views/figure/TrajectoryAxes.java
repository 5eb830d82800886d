package org.diopter.views.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.diopter.engine.lens.Trajectory;
import org.diopter.views.figure.TextPen.Anchor;

/// Draws what stands around the cells of a trajectory: names of layers, the input's tokens and positions, the depth strip.
final class TrajectoryAxes {
    /// Labels of lines and of columns come no nearer to each other than this.
    private static final double LINE_PITCH = 13;
    private static final double COLUMN_PITCH = 26;
    /// Between the numbers of neighbouring positions.
    private static final double NUMBER_GAP = 7;

    private final TrajectoryFigure figure;
    private final Trajectory trajectory;
    private final TrajectoryLayout layout;
    private final GridLayout grid;
    private final Graphics2D g;
    private final TextPen pen;
    private final Palette palette;
    private final ColorRamp depthRamp;

    TrajectoryAxes(TrajectoryFigure figure, TrajectoryLayout layout, Graphics2D g, ColorRamp ramp) {
        this.figure = figure;
        this.trajectory = figure.trajectory();
        this.layout = layout;
        this.grid = layout.grid();
        this.g = g;
        pen = new TextPen(g);
        palette = figure.sheet().palette();
        depthRamp = figure.map().isTwoSided() ? ColorMap.TIDE.ramp(palette) : ramp;
    }

    void paint() {
        if (layout.isUp()) {
            layersUpward();
            inputsAcross();
        } else {
            inputsDownward();
            layersAcross();
        }
    }

    private void layersUpward() {
        double x = grid.body().x() - 8;
        for (int shown : Steps.labelled(layout.rows().size(), grid.cellHeight(), LINE_PITCH)) {
            Box box = layout.rectangle(shown, 0);
            if (isVisible(box.centreY(), grid.body().y(), grid.body().bottom())) {
                boolean output = shown == layout.rows().size() - 1;
                String name = figure.layerName(layout.rows().get(shown)) + (output ? " = output" : "");
                pen.end(name, output ? Face.SANS_SEMIBOLD : Face.SANS, 11, x, box.centreY() + 4, palette.text2());
            }
        }
        pen.upward("layer", Face.SANS, 10, 11, grid.body().centreY(), palette.text3());
    }

    private void inputsAcross() {
        double bottom = grid.body().bottom();
        double numbers = bottom + layout.numbers();
        int step = Steps.apart(grid.cellWidth(), TrajectoryLayout.positionsWidth(trajectory.positions()) + NUMBER_GAP);
        for (int position = grid.firstColumn(); position <= grid.lastColumn(); position++) {
            double x = grid.cell(position, 0).centreX();
            if (isVisible(x, grid.body().x(), grid.body().right())) {
                inputBelow(position, x, bottom);
                if (position % step == 0) {
                    pen.middle(Integer.toString(position), Face.SANS, 9.5, x, numbers, palette.text3());
                }
            }
        }
        double x = grid.body().x() - 8;
        if (layout.inputs() != Writing.NONE) {
            pen.end("input", Face.SANS, 10, x, bottom + 17, palette.text3());
        }
        if (layout.inputs() != Writing.ACROSS) {
            pen.end("position", Face.SANS, 10, x, numbers, palette.text3());
        }
        if (figure.look().depthStrip()) {
            double top = numbers + TrajectoryLayout.STRIP_GAP - 1;
            for (int position = grid.firstColumn(); position <= grid.lastColumn(); position++) {
                Box cell = grid.cell(position, 0);
                double left = Math.max(cell.x(), grid.body().x());
                double right = Math.min(cell.right(), grid.body().right());
                depth(position, new Box(left, top, right - left, TrajectoryLayout.STRIP));
            }
            pen.end("depth", Face.SANS, 10, x, top + 12, palette.text3());
        }
    }

    private void inputBelow(int position, double x, double bottom) {
        switch (layout.inputs()) {
            case NONE -> {}
            case ACROSS -> {
                double size = grid.cellWidth() < 52 ? 9.5 : 11;
                TextLine line = TextLine.of(figure.labels().input(position), Face.MONO, size).cut(grid.cellWidth() - 5);
                pen.draw(line, x, bottom + 17, Anchor.MIDDLE, palette.text());
            }
            case UPWARD -> {
                TextLine line = TextLine.of(figure.labels().input(position), Face.MONO, TrajectoryLayout.UPWARD_SIZE);
                pen.upward(line.cut(TrajectoryLayout.LONGEST_INPUT), x + 3, bottom + TrajectoryLayout.UPWARD_GAP, Anchor.END, palette.text());
            }
        }
    }

    private void inputsDownward() {
        double x = grid.body().x() - 8;
        boolean tokens = layout.inputs() != Writing.NONE;
        int step = Steps.apart(grid.cellHeight(), LINE_PITCH);
        for (int position = grid.firstLine(); position <= grid.lastLine(); position++) {
            double y = grid.cell(0, position).centreY();
            if (isVisible(y, grid.body().y(), grid.body().bottom())) {
                if (tokens) {
                    TextLine line = TextLine.of(figure.labels().input(position), Face.MONO, 11).cut(TrajectoryLayout.LONGEST_INPUT);
                    pen.draw(line, x, y + 4, Anchor.END, palette.text());
                    pen.start(Integer.toString(position), Face.SANS, 9.5, 4, y + 4, palette.text3());
                } else if (position % step == 0) {
                    pen.end(Integer.toString(position), Face.SANS, 9.5, x, y + 4, palette.text3());
                }
            }
        }
        if (!tokens) {
            pen.upward("position", Face.SANS, 10, 11, grid.body().centreY(), palette.text3());
        }
        if (figure.look().depthStrip()) {
            double left = grid.body().right() + TrajectoryLayout.STRIP_GAP;
            for (int position = grid.firstLine(); position <= grid.lastLine(); position++) {
                Box cell = grid.cell(0, position);
                double top = Math.max(cell.y(), grid.body().y());
                depth(position, new Box(left, top, TrajectoryLayout.STRIP_WIDTH, Math.min(cell.bottom(), grid.body().bottom()) - top));
            }
            pen.middle("depth", Face.SANS, 10, left + TrajectoryLayout.STRIP_WIDTH / 2, grid.body().bottom() + 15, palette.text3());
        }
    }

    private void layersAcross() {
        double bottom = grid.body().bottom();
        int last = layout.rows().size() - 1;
        for (int shown : Steps.labelled(layout.rows().size(), grid.cellWidth(), COLUMN_PITCH)) {
            double x = layout.rectangle(shown, 0).centreX();
            if (isVisible(x, grid.body().x(), grid.body().right())) {
                Face face = shown == last ? Face.SANS_SEMIBOLD : Face.SANS;
                TextLine name = TextLine.of(figure.layerName(layout.rows().get(shown)), face, 10.5);
                pen.draw(name, x, bottom + 15, Anchor.MIDDLE, palette.text2());
                if (layout.repeatsLayers()) {
                    pen.draw(name, x, grid.body().y() - 6, Anchor.MIDDLE, palette.text2());
                }
            }
        }
        String title = "layer (" + figure.layerName(layout.rows().get(last)) + " = output)";
        pen.middle(title, Face.SANS, 10, grid.body().centreX(), bottom + 29, palette.text3());
    }

    private void depth(int position, Box box) {
        double gap = box.width() >= 6 && box.height() >= 6 ? 1 : 0;
        Rectangle2D ground = new Rectangle2D.Double(box.x(), box.y(), box.width() - gap, box.height() - (layout.isUp() ? 0 : gap));
        if (!trajectory.isKnown(position)) {
            g.setColor(palette.panel2());
            g.fill(ground);
            return;
        }
        int layer = trajectory.predictionDepth(position);
        double fraction = 0.8 * layer / Math.max(1, trajectory.layer(trajectory.rows() - 1));
        g.setColor(depthRamp.color(fraction));
        g.fill(ground);
        TextLine line = TextLine.of(layer == 0 ? "emb" : Integer.toString(layer), Face.SANS, 9.5);
        if (line.width() <= box.width() - 4 && box.height() >= 11) {
            Color ink = depthRamp.ink(fraction);
            pen.draw(line, box.centreX(), box.centreY() + 3.5, Anchor.MIDDLE, ink);
        }
    }

    private static boolean isVisible(double place, double from, double to) {
        return place >= from - 0.5 && place <= to + 0.5;
    }
}
