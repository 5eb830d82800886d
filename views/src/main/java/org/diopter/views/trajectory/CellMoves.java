package org.diopter.views.trajectory;

import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import org.diopter.engine.lens.Trajectory;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.Orientation;
import org.diopter.views.figure.TrajectoryFigure;

/// Where keys lead from a cell of the grid.
final class CellMoves {
    private CellMoves() {}

    /// The cell that a key leads to, or nothing if the key is none of the grid's. Rows that the stride hides are stepped over.
    ///
    /// @param far whether the key leads on to the next cell whose top-1 is another one (Ctrl)
    static Optional<Cell> to(TrajectoryFigure figure, Cell from, KeyCode key, boolean far) {
        boolean up = figure.look().orientation() == Orientation.LAYERS_UP;
        int last = figure.trajectory().positions() - 1;
        return switch (key) {
            case LEFT -> Optional.of(step(figure, from, up ? 0 : -1, up ? -1 : 0, far));
            case RIGHT -> Optional.of(step(figure, from, up ? 0 : 1, up ? 1 : 0, far));
            case UP -> Optional.of(step(figure, from, up ? 1 : 0, up ? 0 : -1, far));
            case DOWN -> Optional.of(step(figure, from, up ? -1 : 0, up ? 0 : 1, far));
            case HOME -> Optional.of(new Cell(from.row(), 0));
            case END -> Optional.of(new Cell(from.row(), last));
            case PAGE_UP -> Optional.of(new Cell(figure.trajectory().rows() - 1, from.position()));
            case PAGE_DOWN -> Optional.of(new Cell(0, from.position()));
            default -> Optional.empty();
        };
    }

    private static Cell step(TrajectoryFigure figure, Cell from, int rows, int positions, boolean far) {
        Cell next = neighbour(figure, from, rows, positions);
        while (far && sameTop(figure.trajectory(), from, next)) {
            Cell further = neighbour(figure, next, rows, positions);
            if (further.equals(next)) {
                return next;
            }
            next = further;
        }
        return next;
    }

    private static Cell neighbour(TrajectoryFigure figure, Cell from, int rows, int positions) {
        List<Integer> shown = figure.shownRows();
        int here = shownIndex(shown, from.row());
        int row = shown.get(Math.clamp(here + rows, 0, shown.size() - 1));
        return new Cell(row, Math.clamp(from.position() + positions, 0, figure.trajectory().positions() - 1));
    }

    /// The place of a row among those shown, or of the nearest below it.
    private static int shownIndex(List<Integer> shown, int row) {
        int index = 0;
        while (index + 1 < shown.size() && shown.get(index + 1) <= row) {
            index++;
        }
        return index;
    }

    private static boolean sameTop(Trajectory trajectory, Cell a, Cell b) {
        return trajectory.isKnown(a.position()) && trajectory.isKnown(b.position())
                && trajectory.topId(a.row(), a.position(), 0) == trajectory.topId(b.row(), b.position(), 0);
    }
}
