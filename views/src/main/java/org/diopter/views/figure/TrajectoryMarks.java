package org.diopter.views.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.HashMap;
import java.util.Map;
import org.diopter.views.figure.TextPen.Anchor;

/// Draws where the edits of a trajectory act: the border of their causal cone, and a numbered disc where each begins (UI guide §4.2).
final class TrajectoryMarks {
    private static final float LINE = 2;
    private static final double HALO = 1.25;
    private static final double DISC = 15;
    /// Between the middles of discs that would lie on each other.
    private static final double DISC_PITCH = 17;

    private final TrajectoryFigure figure;
    private final TrajectoryLayout layout;
    private final GridLayout grid;
    private final CausalCone cone;
    private final Palette palette;
    private final Graphics2D g;

    /// @param g clipped to the body if the grid is scrolled
    TrajectoryMarks(TrajectoryFigure figure, TrajectoryLayout layout, Graphics2D g) {
        this.figure = figure;
        this.layout = layout;
        this.grid = layout.grid();
        this.cone = figure.comparison().cone();
        this.palette = figure.sheet().palette();
        this.g = g;
    }

    void paint() {
        if (cone.isEmpty()) {
            return;
        }
        Path2D border = border();
        g.setColor(palette.halo());
        g.setStroke(new BasicStroke((float) (LINE + 2 * HALO), BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        g.draw(border);
        g.setColor(palette.edit());
        g.setStroke(new BasicStroke(LINE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        g.draw(border);
        discs();
    }

    /// Along the lower edge of the cone, position by position; where it begins, from the outer side of the grid.
    private Path2D border() {
        Path2D path = new Path2D.Double();
        boolean inside = false;
        for (int position = 0; position < figure.trajectory().positions(); position++) {
            int first = firstShown(cone.firstLayer(position));
            if (first < layout.rows().size()) {
                if (!inside && position == 0) {
                    move(path, first, position);
                } else if (!inside) {
                    move(path, layout.rows().size(), position);
                }
                line(path, first, position);
                line(path, first, position + 1);
                inside = true;
            }
        }
        return path;
    }

    /// The first shown row of a layer or one above; as many as there are if none is.
    private int firstShown(int layer) {
        int shown = 0;
        while (shown < layout.rows().size() && figure.trajectory().layer(layout.rows().get(shown)) < layer) {
            shown++;
        }
        return shown;
    }

    private void move(Path2D path, int shown, int position) {
        path.moveTo(x(shown, position), y(shown, position));
    }

    private void line(Path2D path, int shown, int position) {
        path.lineTo(x(shown, position), y(shown, position));
    }

    /// The corner at which a shown row and a position begin.
    private double x(int shown, int position) {
        return grid.x(layout.isUp() ? position : shown);
    }

    private double y(int shown, int position) {
        return layout.isUp() ? grid.y(layout.rows().size() - shown) : grid.y(position);
    }

    private void discs() {
        TextPen pen = new TextPen(g);
        Map<CausalCone.Place, Integer> here = new HashMap<>();
        for (int i = 0; i < cone.places().size(); i++) {
            CausalCone.Place place = cone.places().get(i);
            if (place.position() >= figure.trajectory().positions()) {
                continue;
            }
            int before = here.merge(place, 1, Integer::sum) - 1;
            int shown = firstShown(place.layer());
            double x = x(shown, place.position()) + before * DISC_PITCH + (layout.isUp() ? DISC / 2 : 0);
            double y = y(shown, place.position()) + (layout.isUp() ? 0 : DISC / 2);
            disc(x, y, DISC / 2 + HALO, palette.halo());
            disc(x, y, DISC / 2, palette.edit());
            pen.draw(TextLine.of(Integer.toString(i + 1), Face.SANS_SEMIBOLD, 9.5), x, y + 3.5, Anchor.MIDDLE, palette.panel());
        }
    }

    private void disc(double x, double y, double radius, Color color) {
        g.setColor(color);
        g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }
}
