package org.diopter.views.trajectory;

import java.util.List;
import java.util.Optional;
import javafx.scene.layout.Pane;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.FillRule;
import javafx.scene.shape.HLineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.VLineTo;
import org.diopter.views.figure.Box;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.Orientation;
import org.diopter.views.figure.TrajectoryLayout;
import org.jspecify.annotations.Nullable;

/// The marks over the grid: a veil over all cells but those that were looked for, a dashed frame under the pointer, a frame with a halo about the selected
/// cell, a coloured one while it has the focus.
final class GridOverlay {
    private final Path veil = new Path();
    private final Rectangle hover = frame("hover-frame");
    private final Rectangle halo = frame("selection-halo");
    private final Rectangle selection = frame("selection-frame");
    private final Rectangle focus = frame("focus-frame");
    private final Rectangle clip = new Rectangle();

    GridOverlay(Pane overlay) {
        veil.getStyleClass().add("found-veil");
        veil.setFillRule(FillRule.EVEN_ODD);
        veil.setManaged(false);
        veil.setVisible(false);
        Pane marks = new Pane(veil, hover, halo, selection, focus);
        marks.setManaged(false);
        marks.setClip(clip);
        overlay.getChildren().add(marks);
    }

    /// Moves the marks to their cells.
    ///
    /// @param focused whether the keyboard's focus shows
    void show(@Nullable TrajectoryLayout layout, @Nullable Cell hovered, @Nullable Cell selected, boolean focused) {
        Optional<TrajectoryLayout> grid = Optional.ofNullable(layout);
        // Marks reach a little over the outermost cells, and not into the axes when the grid is scrolled.
        grid.ifPresent(g -> place(clip, g.grid().body(), 5));
        place(hover, grid.flatMap(g -> rectangle(g, hovered)), 0);
        Optional<Box> cell = grid.flatMap(g -> rectangle(g, selected));
        place(halo, cell, 0);
        place(selection, cell, 0);
        place(focus, focused ? cell : Optional.empty(), 3.5);
    }

    /// Covers all cells but these; without any, none.
    void veil(@Nullable TrajectoryLayout layout, List<Cell> bare) {
        veil.getElements().clear();
        veil.setVisible(layout != null && !bare.isEmpty());
        if (layout != null && !bare.isEmpty()) {
            hole(layout.grid().body());
            bare.forEach(cell -> rectangle(layout, cell).ifPresent(this::hole));
        }
    }

    private void hole(Box box) {
        veil.getElements().addAll(new MoveTo(box.x(), box.y()), new HLineTo(box.x() + box.width()), new VLineTo(box.y() + box.height()), new HLineTo(box.x()),
                new ClosePath());
    }

    private static Optional<Box> rectangle(TrajectoryLayout layout, @Nullable Cell cell) {
        int positions = layout.orientation() == Orientation.LAYERS_UP ? layout.grid().columns() : layout.grid().lines();
        return cell == null || cell.position() >= positions ? Optional.empty() : layout.rectangle(cell);
    }

    private static void place(Rectangle mark, Optional<Box> at, double outset) {
        mark.setVisible(at.isPresent());
        at.ifPresent(box -> place(mark, box, outset));
    }

    private static void place(Rectangle mark, Box box, double outset) {
        mark.setX(box.x() - outset);
        mark.setY(box.y() - outset);
        mark.setWidth(box.width() + 2 * outset);
        mark.setHeight(box.height() + 2 * outset);
    }

    private static Rectangle frame(String styleClass) {
        Rectangle frame = new Rectangle();
        frame.getStyleClass().add(styleClass);
        frame.setManaged(false);
        frame.setVisible(false);
        return frame;
    }
}
