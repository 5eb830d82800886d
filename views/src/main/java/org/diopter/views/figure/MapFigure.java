package org.diopter.views.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A map: values of named lines and columns as colours, with a few words in each cell where there is room.
///
/// @param legend what the colours mean, with the unit
/// @param marks places with a star: the best, the chosen
public record MapFigure(
        FigureText text,
        Grid grid,
        String legend,
        ColorMap map,
        ValueRange range,
        Set<GridLayout.Place> marks,
        Viewport viewport,
        Sheet sheet,
        Provenance provenance)
        implements WordedFigure {

    public MapFigure {
        marks = Set.copyOf(marks);
    }

    /// The cells.
    ///
    /// @param lineTitle what the lines are: `block`
    /// @param lines their names, from the top
    /// @param columnTitle what the columns are: `ρ`
    /// @param columns their names, from the left
    /// @param values [lines, columns] line by line; NaN where there is none (yet). Not modified.
    /// @param words [lines, columns] line by line what stands in a cell; empty for numbers made from the values. Not modified.
    public record Grid(String lineTitle, List<String> lines, String columnTitle, List<String> columns, float[] values, List<String> words) {
        public Grid {
            lines = List.copyOf(lines);
            columns = List.copyOf(columns);
            words = List.copyOf(words);
            if (values.length != lines.size() * columns.size() || !(words.isEmpty() || words.size() == values.length)) {
                throw new IllegalArgumentException("%d values and %d words for %d lines of %d columns"
                        .formatted(values.length, words.size(), lines.size(), columns.size()));
            }
        }

        public float value(int line, int column) {
            return values[line * columns.size() + column];
        }

        /// What stands in a cell.
        public String word(int line, int column) {
            if (!words.isEmpty()) {
                return words.get(line * columns.size() + column);
            }
            float value = value(line, column);
            return Float.isNaN(value) ? "·" : Numbers.axis(value);
        }
    }

    /// Where the cells lie.
    public GridLayout layout() {
        return MapPainter.layout(this);
    }

    public MapFigure with(Viewport other) {
        return new MapFigure(text, grid, legend, map, range, marks, other, sheet, provenance);
    }

    @Override
    public MapFigure on(Sheet other) {
        return new MapFigure(text, grid, legend, map, range, marks, viewport, other, provenance);
    }

    @Override
    public double naturalHeight(double width) {
        return MapPainter.naturalHeight(this, width);
    }

    @Override
    public MapFigure settled() {
        return with(layout().cropped());
    }

    @Override
    public FigureTable table() {
        List<List<FigureTable.Entry>> rows = new ArrayList<>();
        for (int line = 0; line < grid.lines().size(); line++) {
            for (int column = 0; column < grid.columns().size(); column++) {
                double value = grid.value(line, column);
                rows.add(List.of(
                        FigureTable.Entry.of(grid.lines().get(line)),
                        FigureTable.Entry.of(grid.columns().get(column)),
                        FigureTable.Entry.of(value, Numbers.axis(value)),
                        FigureTable.Entry.of(grid.word(line, column))));
            }
        }
        return new FigureTable(List.of(grid.lineTitle(), grid.columnTitle(), legend, "text"), rows);
    }
}
