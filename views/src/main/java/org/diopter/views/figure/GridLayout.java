package org.diopter.views.figure;

import java.util.Optional;

/// The geometry of a grid of equal cells: columns from the left, lines from the top, both from 0. Painter and overlay both measure with it.
///
/// @param body where cells are seen
/// @param columns how many columns the grid has
/// @param lines how many lines the grid has
/// @param cellWidth of every cell; whole pixels from 8 on
/// @param cellHeight of every cell; whole pixels from 8 on
/// @param fittedWidth of a cell when all are seen, not rounded
/// @param fittedHeight of a cell when all are seen, not rounded
/// @param square whether cells stay as wide as high when they are zoomed
/// @param viewport what is seen, inside its bounds
public record GridLayout(
        Box body,
        int columns,
        int lines,
        double cellWidth,
        double cellHeight,
        double fittedWidth,
        double fittedHeight,
        boolean square,
        Viewport viewport) {
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
        double width = Math.min(area.width() / columns, WIDEST);
        double height = Math.min(area.height() / lines, HIGHEST);
        return placed(area, columns, lines, width, height, false, wanted);
    }

    /// Fills an area with a grid of square cells.
    static GridLayout fitSquare(Box area, int columns, int lines, Viewport wanted) {
        double size = Math.min(Math.min(area.width() / columns, area.height() / lines), HIGHEST);
        return placed(area, columns, lines, size, size, true, wanted);
    }

    private static GridLayout placed(
            Box area, int columns, int lines, double fittedWidth, double fittedHeight, boolean square, Viewport wanted) {
        double least = Math.min(wanted.zoomX(), wanted.zoomY());
        double width = whole(fittedWidth * (square ? least : wanted.zoomX()));
        double height = whole(fittedHeight * (square ? least : wanted.zoomY()));
        double bodyWidth = Math.min(area.width(), columns / wanted.zoomX() * width);
        double bodyHeight = Math.min(area.height(), lines / wanted.zoomY() * height);
        double left = Math.clamp(wanted.left(), 0, Math.max(0, columns - bodyWidth / width));
        double top = Math.clamp(wanted.top(), 0, Math.max(0, lines - bodyHeight / height));
        Box body = new Box(area.x(), area.y(), bodyWidth, bodyHeight);
        Viewport seen = new Viewport(wanted.zoomX(), wanted.zoomY(), left, top);
        return new GridLayout(body, columns, lines, width, height, fittedWidth, fittedHeight, square, seen);
    }

    private static double whole(double size) {
        return size >= WHOLE_FROM ? Math.floor(size) : size;
    }

    /// The rectangle of a cell; it lies outside [#body()], wholly or partly, if it is scrolled away.
    public Box cell(int column, int line) {
        return new Box(x(column), y(line), cellWidth, cellHeight);
    }

    /// The place under a point, or nothing outside the body.
    public Optional<Place> at(double x, double y) {
        Place place = new Place(columnAt(x), lineAt(y));
        boolean inside = body.contains(x, y) && place.column < columns && place.line < lines;
        return inside ? Optional.of(place) : Optional.empty();
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

    private Viewport scrolledTo(double left, double top) {
        return new Viewport(viewport.zoomX(), viewport.zoomY(), Math.max(0, left), Math.max(0, top));
    }

    /// The viewport in which the cells that are now seen, wholly or partly, fill the body of a picture of any size.
    Viewport cropped() {
        return Viewport.of(columns, firstColumn(), lastColumn(), lines, firstLine(), lastLine());
    }

    /// The viewport after zooming by a factor, with what lies under a point staying there. Cells grow until their text has ample room, each way.
    public Viewport zoomed(double factor, double x, double y) {
        double zoomX = zoomed(viewport.zoomX(), factor, fittedWidth, square ? ZOOMED_HEIGHT : ZOOMED_WIDTH);
        double zoomY = zoomed(viewport.zoomY(), factor, fittedHeight, ZOOMED_HEIGHT);
        double left = viewport.left() + (x - body.x()) * (1 / cellWidth - 1 / whole(fittedWidth * zoomX));
        double top = viewport.top() + (y - body.y()) * (1 / cellHeight - 1 / whole(fittedHeight * zoomY));
        return new Viewport(zoomX, zoomY, Math.max(0, left), Math.max(0, top));
    }

    private static double zoomed(double zoom, double factor, double fitted, double largest) {
        return Math.clamp(zoom * factor, 1, Math.max(1, largest / fitted));
    }

    /// The viewport after the picture moved by a distance: to the right and down where it is positive.
    public Viewport moved(double dx, double dy) {
        return scrolledTo(viewport.left() - dx / cellWidth, viewport.top() - dy / cellHeight);
    }

    /// The viewport that differs least and shows a whole cell.
    public Viewport showing(int column, int line) {
        double left = Math.clamp(viewport.left(), Math.clamp(column + 1 - body.width() / cellWidth, 0, column), column);
        double top = Math.clamp(viewport.top(), Math.clamp(line + 1 - body.height() / cellHeight, 0, line), line);
        return scrolledTo(left, top);
    }
}
