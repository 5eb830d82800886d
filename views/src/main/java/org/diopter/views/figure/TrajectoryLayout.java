package org.diopter.views.figure;

import java.util.List;
import java.util.Optional;

/// Where the cells of a trajectory lie, in either orientation.
///
/// @param grid the geometry on the screen
/// @param rows the rows of the trajectory that are shown, lowest layer first
/// @param inputs how the tokens of the input are written beside the grid
/// @param numbers how far below the grid the baseline of the positions lies, with layers upward
public record TrajectoryLayout(GridLayout grid, Orientation orientation, List<Integer> rows, Writing inputs, double numbers) {
    /// A cell of these sizes has room for its token across.
    private static final double TEXT_WIDTH = 30;
    private static final double TEXT_HEIGHT = 14;
    /// A narrower cell of these sizes has room for its token written upward; higher ones are only made for longer tokens.
    private static final double UPWARD_WIDTH = 12;
    private static final double UPWARD_HEIGHT = 36;
    private static final double UPWARD_HIGHEST = 48;
    /// From this width of a column on its input is written upward.
    private static final double INPUT_UPWARD_WIDTH = 9;
    /// The size of text that is written upward: six points in print.
    static final double UPWARD_SIZE = 9;
    /// Between the grid and an input written upward, and around a token in its cell.
    static final double UPWARD_GAP = 5;
    static final double UPWARD_MARGIN = 7;
    /// From this height a cell says its value too.
    private static final double VALUE_HEIGHT = 30;

    /// Room beside the grid, in pixels.
    private static final double TOP = 2;
    private static final double RIGHT = 4;
    private static final double AXIS_GAP = 8;
    private static final double TITLE = 16;
    private static final double NUMBERS_ALONE = 14;
    private static final double NUMBERS_BELOW_TOKENS = 31;
    private static final double BELOW_NUMBERS = 7;
    private static final double LAYERS = 34;
    static final double STRIP = 16;
    static final double STRIP_GAP = 10;
    static final double STRIP_WIDTH = 34;
    static final double LONGEST_INPUT = 76;
    /// From this height of a line on its token is named beside it.
    static final double NAMED_FROM = 12;

    private static final double TOKEN_HEIGHT = 18;
    private static final double PINNED_HEIGHT = 34;
    /// So high all lines of a page together may be, about: the highest page, without what stands around them.
    private static final double MOST_LINES = 900;
    /// From this height of a sheet on, layers that go across are named above the grid too.
    private static final double REPEATED_FROM = 540;
    private static final double LAYERS_ABOVE = 18;
    /// How many times higher than wide a picture becomes before its cells lose their text.
    private static final double MOST_ASPECT = 2;
    private static final double TALL = 1e5;

    public TrajectoryLayout {
        rows = List.copyOf(rows);
    }

    static TrajectoryLayout of(TrajectoryFigure figure) {
        List<Integer> rows = figure.shownRows();
        int positions = figure.trajectory().positions();
        Writing inputs = inputs(figure);
        double numbers = numbers(figure, inputs);
        Box area = area(figure, inputs, numbers);
        boolean up = figure.look().orientation() == Orientation.LAYERS_UP;
        GridLayout grid = up
                ? GridLayout.fit(area, positions, rows.size(), figure.viewport())
                : GridLayout.fit(area, rows.size(), positions, figure.viewport());
        return new TrajectoryLayout(grid, figure.look().orientation(), rows, inputs, numbers);
    }

    /// The height that a picture of this width needs for what its viewport shows, whatever its sheet's height is.
    static double naturalHeight(TrajectoryFigure figure, double width) {
        TrajectoryFigure tall = figure.on(new Sheet(figure.sheet().palette(), width, TALL));
        TrajectoryLayout layout = of(tall);
        double below = TALL - area(tall, layout.inputs, layout.numbers).bottom();
        double lines = layout.grid.lines() / figure.viewport().zoomY();
        double height = Math.ceil(TOP + lines * cellHeight(figure, layout.grid.cellWidth(), lines, width) + below);
        return height - TOP + top(figure.on(new Sheet(figure.sheet().palette(), width, height)));
    }

    private static double cellHeight(TrajectoryFigure figure, double cellWidth, double lines, double width) {
        if (cellWidth >= TEXT_WIDTH) {
            double valued = figure.pins().isEmpty() ? VALUE_HEIGHT : PINNED_HEIGHT;
            double best = figure.look().values() ? valued : TOKEN_HEIGHT;
            return lines * best > MOST_ASPECT * width ? Math.max(TEXT_HEIGHT, Math.floor(MOST_ASPECT * width / lines)) : best;
        }
        if (cellWidth >= UPWARD_WIDTH && lines * UPWARD_HEIGHT <= MOST_LINES) {
            double longest = TextLine.widest(List.copyOf(figure.labels().byId().values()), Face.MONO_BOLD, UPWARD_SIZE, UPWARD_HIGHEST);
            return Math.floor(Math.min(MOST_LINES / lines, Math.clamp(longest + UPWARD_MARGIN, UPWARD_HEIGHT, UPWARD_HIGHEST)));
        }
        double most = figure.look().orientation() == Orientation.LAYERS_UP ? width / 2 : MOST_LINES;
        return Math.clamp(most / lines, 1, TEXT_HEIGHT);
    }

    private static double top(TrajectoryFigure figure) {
        boolean across = figure.look().orientation() == Orientation.LAYERS_ACROSS;
        return across && figure.sheet().height() >= REPEATED_FROM ? LAYERS_ABOVE : TOP;
    }

    /// Where the grid may be.
    private static Box area(TrajectoryFigure figure, Writing inputs, double numbers) {
        Box sheet = new Box(0, 0, figure.sheet().width(), figure.sheet().height());
        if (figure.look().orientation() == Orientation.LAYERS_UP) {
            return sheet.inset(leftOfLayersUp(figure), TOP, RIGHT, numbers + BELOW_NUMBERS + stripBelow(figure));
        }
        double names = inputs == Writing.NONE ? TITLE : longestInput(figure, 11) + AXIS_GAP;
        double left = Math.ceil(positionsWidth(figure.trajectory().positions()) + names + AXIS_GAP);
        double right = RIGHT + (figure.look().depthStrip() ? STRIP_WIDTH + STRIP_GAP : 0);
        return sheet.inset(left, top(figure), right, LAYERS);
    }

    /// How inputs can be written: upward only if the grid keeps at least half as much height as they take.
    private static Writing inputs(TrajectoryFigure figure) {
        int positions = figure.trajectory().positions();
        Sheet sheet = figure.sheet();
        if (figure.look().orientation() == Orientation.LAYERS_ACROSS) {
            double cellHeight = (sheet.height() - top(figure) - LAYERS) / positions * figure.viewport().zoomY();
            return cellHeight < NAMED_FROM ? Writing.NONE : Writing.ACROSS;
        }
        double cellWidth = (sheet.width() - leftOfLayersUp(figure) - RIGHT) / positions * figure.viewport().zoomX();
        if (cellWidth >= TEXT_WIDTH) {
            return Writing.ACROSS;
        }
        if (cellWidth < INPUT_UPWARD_WIDTH) {
            return Writing.NONE;
        }
        double room = numbers(figure, Writing.UPWARD);
        return sheet.height() - stripBelow(figure) >= 1.5 * room ? Writing.UPWARD : Writing.NONE;
    }

    private static double numbers(TrajectoryFigure figure, Writing inputs) {
        return switch (inputs) {
            case NONE -> NUMBERS_ALONE;
            case ACROSS -> NUMBERS_BELOW_TOKENS;
            case UPWARD -> Math.ceil(longestInput(figure, UPWARD_SIZE)) + UPWARD_GAP + NUMBERS_ALONE;
        };
    }

    private static double longestInput(TrajectoryFigure figure, double size) {
        return TextLine.widest(figure.labels().inputs(), Face.MONO, size, LONGEST_INPUT);
    }

    private static double stripBelow(TrajectoryFigure figure) {
        return figure.look().depthStrip() ? STRIP + STRIP_GAP : 0;
    }

    private static double leftOfLayersUp(TrajectoryFigure figure) {
        return Math.ceil(TITLE + layerNamesWidth(figure) + AXIS_GAP);
    }

    private static double layerNamesWidth(TrajectoryFigure figure) {
        String longest = figure.layerName(figure.trajectory().rows() - 1) + " = output";
        return TextLine.of(longest, Face.SANS_SEMIBOLD, 11).width();
    }

    static double positionsWidth(int positions) {
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

    /// How cells show their token.
    public Writing cellWriting() {
        if (grid.cellWidth() >= TEXT_WIDTH) {
            return grid.cellHeight() >= TEXT_HEIGHT ? Writing.ACROSS : Writing.NONE;
        }
        return grid.cellWidth() >= UPWARD_WIDTH && grid.cellHeight() >= UPWARD_HEIGHT ? Writing.UPWARD : Writing.NONE;
    }

    /// Whether cells show their token.
    public boolean showsTokens() {
        return cellWriting() != Writing.NONE;
    }

    /// Whether cells have room for their value under the token.
    public boolean hasRoomForValues() {
        return cellWriting() == Writing.ACROSS && grid.cellHeight() >= VALUE_HEIGHT;
    }

    /// Whether layers that go across are named above the grid too.
    boolean repeatsLayers() {
        return grid.body().y() >= LAYERS_ABOVE;
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
