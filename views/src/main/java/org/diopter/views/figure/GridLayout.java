package org.diopter.views.figure;

/// The geometry of a grid of equal cells: columns from the left, lines from the top, both from 0. Painter and overlay both measure with it.
///
/// @param body where cells are seen
/// @param columns how many columns the grid has
/// @param lines how many lines the grid has
/// @param cellWidth of every cell; whole pixels from 8 on
/// @param cellHeight of every cell; whole pixels from 8 on
/// @param viewport what is seen, inside its bounds
public record GridLayout(Box body, int columns, int lines, double cellWidth, double cellHeight, Viewport viewport) {
    /// How large cells grow in a wide place, and how large by zooming.
    private static final double WIDEST = 160;
    private static final double HIGHEST = 48;
    private static final double ZOOMED_WIDTH = 96;
    private static final double ZOOMED_HEIGHT = 40;
    /// Cells of fractional pixels below this size, of whole ones above, so that their edges are sharp.
    private static final double WHOLE_FROM = 8;

    /// A place in the grid.
    public record Place(int column, int line) {}

    /// Fills an area with a grid as far as the viewport asks for.
    static GridLayout fit(Box area, int columns, int lines, Viewport wanted) {
        return fit(area, columns, lines, wanted, WIDEST, HIGHEST, false);
    }

    /// Fills an area with a grid of square cells.
    static GridLayout fitSquare(Box area, int columns, int lines, Viewport wanted) {
        return fit(area, columns, lines, wanted, HIGHEST, HIGHEST, true);
    }

    private static GridLayout fit(Box area, int columns, int lines, Viewport wanted, double widest, double highest, boolean square) {
        double width = Math.min(area.width() / columns, widest);
        double height = Math.min(area.height() / lines, highest);
        if (square) {
            width = Math.min(width, height);
            height = width;
        }
        double mostWidth = Math.max(width, square ? ZOOMED_HEIGHT : ZOOMED_WIDTH);
        double mostHeight = Math.max(height, ZOOMED_HEIGHT);
        double zoom = Math.min(wanted.zoom(), Math.max(mostWidth / width, mostHeight / height));
        width = whole(Math.min(width * zoom, mostWidth));
        height = whole(Math.min(height * zoom, mostHeight));

        double bodyWidth = Math.min(area.width(), columns * width);
        double bodyHeight = Math.min(area.height(), lines * height);
        double left = Math.clamp(wanted.left(), 0, Math.max(0, columns - bodyWidth / width));
        double top = Math.clamp(wanted.top(), 0, Math.max(0, lines - bodyHeight / height));
        Box body = new Box(area.x(), area.y(), bodyWidth, bodyHeight);
        return new GridLayout(body, columns, lines, width, height, new Viewport(zoom, left, top));
    }

    private static double whole(double size) {
        return size >= WHOLE_FROM ? Math.floor(size) : size;
    }

    /// The rectangle of a cell; it lies outside [#body()], wholly or partly, if it is scrolled away.
    public Box cell(int column, int line) {
        return new Box(x(column), y(line), cellWidth, cellHeight);
    }

    /// The left edge of a column.
    double x(double column) {
        return body.x() + (column - viewport.left()) * cellWidth;
    }

    /// The upper edge of a line.
    double y(double line) {
        return body.y() + (line - viewport.top()) * cellHeight;
    }

    /// The column under an x; may be none of the grid's.
    int columnAt(double x) {
        return (int) Math.floor(viewport.left() + (x - body.x()) / cellWidth);
    }

    /// The line under a y; may be none of the grid's.
    int lineAt(double y) {
        return (int) Math.floor(viewport.top() + (y - body.y()) / cellHeight);
    }

    int firstColumn() {
        return (int) Math.floor(viewport.left() + 1e-9);
    }

    int lastColumn() {
        return Math.min(columns, (int) Math.ceil(viewport.left() + body.width() / cellWidth - 1e-9)) - 1;
    }

    int firstLine() {
        return (int) Math.floor(viewport.top() + 1e-9);
    }

    int lastLine() {
        return Math.min(lines, (int) Math.ceil(viewport.top() + body.height() / cellHeight - 1e-9)) - 1;
    }

    int visibleCells() {
        return (lastColumn() - firstColumn() + 1) * (lastLine() - firstLine() + 1);
    }

    /// Whether only a part of the grid is seen.
    public boolean isScrolled() {
        return columns * cellWidth > body.width() + 0.5 || lines * cellHeight > body.height() + 0.5;
    }

    /// The viewport after zooming by a factor, with what lies under a point staying there.
    public Viewport zoomed(double factor, double x, double y) {
        double zoom = Math.max(1, viewport.zoom() * factor);
        double column = viewport.left() + (x - body.x()) / cellWidth;
        double line = viewport.top() + (y - body.y()) / cellHeight;
        // Width and height may reach their largest at different zooms; the next layout brings the edges inside.
        double left = column - (column - viewport.left()) * viewport.zoom() / zoom;
        double top = line - (line - viewport.top()) * viewport.zoom() / zoom;
        return new Viewport(zoom, Math.max(0, left), Math.max(0, top));
    }

    /// The viewport after the picture moved by a distance: to the right and down where it is positive.
    public Viewport moved(double dx, double dy) {
        return new Viewport(
                viewport.zoom(), Math.max(0, viewport.left() - dx / cellWidth), Math.max(0, viewport.top() - dy / cellHeight));
    }

    /// The viewport that differs least and shows a whole cell.
    public Viewport showing(int column, int line) {
        double left = Math.clamp(viewport.left(), Math.max(0, column + 1 - body.width() / cellWidth), Math.max(column, 0));
        double top = Math.clamp(viewport.top(), Math.max(0, line + 1 - body.height() / cellHeight), Math.max(line, 0));
        return new Viewport(viewport.zoom(), left, top);
    }
}
