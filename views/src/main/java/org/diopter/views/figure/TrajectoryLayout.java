package org.diopter.views.figure;

import java.util.List;
import java.util.Optional;

/// Where the cells of a trajectory lie, in either orientation.
///
/// @param grid the geometry on the screen
/// @param rows the rows of the trajectory that are shown, lowest layer first
public record TrajectoryLayout(GridLayout grid, Orientation orientation, List<Integer> rows) {
    /// Below these sizes a cell is colour alone.
    private static final double TEXT_WIDTH = 30;
    private static final double TEXT_HEIGHT = 14;
    /// From this height a cell says its value too.
    private static final double VALUE_HEIGHT = 30;

    /// Room beside the grid, in pixels.
    private static final double TOP = 2;
    private static final double RIGHT = 4;
    private static final double AXIS_GAP = 8;
    private static final double TITLE = 16;
    private static final double INPUTS = 38;
    private static final double POSITIONS_ALONE = 20;
    private static final double LAYERS = 34;
    static final double STRIP = 16;
    static final double STRIP_GAP = 10;
    static final double STRIP_WIDTH = 34;
    static final double LONGEST_INPUT = 76;
    /// From this height of a line on its token is named beside it.
    static final double NAMED_FROM = 12;

    private static final double TOKEN_HEIGHT = 18;
    private static final double PINNED_HEIGHT = 34;
    /// How many times higher than wide a picture becomes before its cells lose their text.
    private static final double MOST_ASPECT = 2;
    private static final double TALL = 1e5;

    public TrajectoryLayout {
        rows = List.copyOf(rows);
    }

    static TrajectoryLayout of(TrajectoryFigure figure) {
        List<Integer> rows = figure.shownRows();
        int positions = figure.trajectory().positions();
        Box area = area(figure);
        boolean up = figure.look().orientation() == Orientation.LAYERS_UP;
        GridLayout grid = up
                ? GridLayout.fit(area, positions, rows.size(), figure.viewport())
                : GridLayout.fit(area, rows.size(), positions, figure.viewport());
        return new TrajectoryLayout(grid, figure.look().orientation(), rows);
    }

    /// The height that a picture of this width needs for what its viewport shows, whatever its sheet's height is.
    static double naturalHeight(TrajectoryFigure figure, double width) {
        TrajectoryFigure tall = figure.on(new Sheet(figure.sheet().palette(), width, TALL));
        TrajectoryLayout layout = of(tall);
        double chrome = TALL - area(tall).height();
        double lines = layout.grid.lines() / figure.viewport().zoomY();
        double cellHeight = colourHeight(width, lines);
        if (layout.grid.cellWidth() >= TEXT_WIDTH) {
            double valued = figure.pins().isEmpty() ? VALUE_HEIGHT : PINNED_HEIGHT;
            cellHeight = figure.look().values() ? valued : TOKEN_HEIGHT;
            if (lines * cellHeight > MOST_ASPECT * width) {
                cellHeight = Math.max(TEXT_HEIGHT, Math.floor(MOST_ASPECT * width / lines));
            }
        }
        return Math.ceil(lines * cellHeight + chrome);
    }

    private static double colourHeight(double width, double lines) {
        return Math.clamp(width / 2 / lines, 1, TEXT_HEIGHT);
    }

    /// Where the grid may be.
    private static Box area(TrajectoryFigure figure) {
        int positions = figure.trajectory().positions();
        Box sheet = new Box(0, 0, figure.sheet().width(), figure.sheet().height());
        boolean strip = figure.look().depthStrip();
        if (figure.look().orientation() == Orientation.LAYERS_UP) {
            double left = Math.ceil(TITLE + layerNamesWidth(figure) + AXIS_GAP);
            double cellWidth = (sheet.width() - left - RIGHT) / positions * figure.viewport().zoomX();
            double bottom = (cellWidth < TEXT_WIDTH ? POSITIONS_ALONE : INPUTS) + (strip ? STRIP + STRIP_GAP : 0);
            return sheet.inset(left, TOP, RIGHT, bottom);
        }
        double cellHeight = (sheet.height() - TOP - LAYERS) / positions * figure.viewport().zoomY();
        double names = cellHeight < NAMED_FROM
                ? TITLE
                : TextLine.widest(figure.labels().inputs(), Face.MONO, 11, LONGEST_INPUT) + AXIS_GAP;
        double left = Math.ceil(positionsWidth(positions) + names + AXIS_GAP);
        double right = RIGHT + (strip ? STRIP_WIDTH + STRIP_GAP : 0);
        return sheet.inset(left, TOP, right, LAYERS);
    }

    private static double layerNamesWidth(TrajectoryFigure figure) {
        String longest = figure.layerName(figure.trajectory().rows() - 1) + " = output";
        return TextLine.of(longest, Face.SANS_SEMIBOLD, 11).width();
    }

    private static double positionsWidth(int positions) {
        return TextLine.of(Integer.toString(positions - 1), Face.SANS, 9.5).width();
    }

    /// The rectangle of a cell, or nothing if the stride hides its row. It may lie outside the body if it is scrolled away.
    public Optional<Box> rectangle(Cell cell) {
        int shown = rows.indexOf(cell.row());
        return shown < 0 ? Optional.empty() : Optional.of(rectangle(shown, cell.position()));
    }

    /// The cell under a point, or nothing.
    public Optional<Cell> at(double x, double y) {
        return grid.at(x, y).map(place -> new Cell(rows.get(shown(place.column(), place.line())), position(place.column(), place.line())));
    }

    /// The viewport that shows a whole cell and differs least from the present one.
    public Viewport showing(Cell cell) {
        int shown = Math.max(0, rows.indexOf(cell.row()));
        return isUp() ? grid.showing(cell.position(), line(shown)) : grid.showing(shown, cell.position());
    }

    /// Whether cells show their token.
    public boolean showsTokens() {
        return grid.cellWidth() >= TEXT_WIDTH && grid.cellHeight() >= TEXT_HEIGHT;
    }

    /// Whether cells have room for their value under the token.
    public boolean hasRoomForValues() {
        return showsTokens() && grid.cellHeight() >= VALUE_HEIGHT;
    }

    boolean isUp() {
        return orientation == Orientation.LAYERS_UP;
    }

    Box rectangle(int shown, int position) {
        return isUp() ? grid.cell(position, line(shown)) : grid.cell(shown, position);
    }

    /// The shown row (an index into [#rows()]) at a place of the grid.
    int shown(int column, int line) {
        return isUp() ? rows.size() - 1 - line : column;
    }

    int position(int column, int line) {
        return isUp() ? column : line;
    }

    private int line(int shown) {
        return rows.size() - 1 - shown;
    }
}
