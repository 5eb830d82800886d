package org.diopter.views.figure;

import java.awt.Graphics2D;
import org.diopter.views.figure.TextPen.Anchor;

/// The axes of a map of queries and keys: the tokens or positions of queries at the left and of keys below.
///
/// @param labels how the tokens are written
/// @param grid where the cells lie: columns are keys, lines are queries
record QueryKeyAxes(TokenLabels labels, GridLayout grid, Palette palette, Graphics2D g) {
    /// From this size of a cell on each token is named.
    private static final double NAMED_FROM = 12;
    private static final double TITLE = 18;
    private static final double LONGEST = 72;
    private static final double NUMBERS = 26;
    private static final double NUMBER_PITCH = 26;

    /// With room for names if cells then are large enough to be named, else with room for positions.
    ///
    /// @param n how many positions there are
    static GridLayout layout(Sheet on, TokenLabels labels, int n, Viewport viewport) {
        Box sheet = new Box(0, 0, on.width(), on.height());
        GridLayout numbered = GridLayout.fitSquare(sheet.inset(TITLE + NUMBERS, 4, 8, TITLE + 16), n, n, viewport);
        double least = TITLE + NUMBERS + 1;
        if (GridLayout.fitSquare(sheet.inset(least, 4, 4, least), n, n, viewport).cellWidth() < NAMED_FROM) {
            return numbered; // of many small cells no name has to be measured
        }
        double room = Math.max(least, TITLE + Math.ceil(TextLine.widest(labels.inputs(), Face.MONO, 9.5, LONGEST)) + 8);
        GridLayout named = GridLayout.fitSquare(sheet.inset(room, 4, 4, room), n, n, viewport);
        return named.cellWidth() >= NAMED_FROM ? named : numbered;
    }

    /// The height that a picture of this width needs for all cells to be square.
    static double naturalHeight(Palette palette, double width, TokenLabels labels, int n, Viewport viewport) {
        GridLayout layout = layout(new Sheet(palette, width, width), labels, n, viewport);
        double below = isNamed(layout) ? layout.body().x() : TITLE + 16;
        return Math.ceil(layout.body().bottom() + below);
    }

    void paint() {
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
        return isNamed(grid);
    }

    /// Whether a layout has room for names, which by its cells alone cannot be told: without that room they may be large enough for them.
    private static boolean isNamed(GridLayout layout) {
        return layout.body().x() > TITLE + NUMBERS;
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
        return TextLine.of(labels.input(position), Face.MONO, 9.5).cut(LONGEST);
    }

    private void positions() {
        TextPen pen = new TextPen(g);
        int step = Steps.apart(grid.cellWidth(), NUMBER_PITCH);
        for (int position = 0; position < labels.inputs().size(); position += step) {
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
