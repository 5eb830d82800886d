package org.diopter.views.trajectory;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ContextMenu;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.StackPane;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.figure.TrajectoryLayout;
import org.diopter.views.kit.FigureView;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// The grid on the screen: its picture, its marks, and what pointer and keys do in it. One stop of Tab.
public final class GridView extends StackPane {
    private static final double WHEEL_ZOOM = 1.15;
    private static final double KEY_ZOOM = 1.25;

    private final GridCursor cursor;
    private final ReadOnlyObjectProperty<@Nullable TrajectoryFigure> source;
    private final FigureView view;
    private final GridOverlay marks;
    private final ObjectProperty<List<Cell>> found = new SimpleObjectProperty<>(List.of());
    private Optional<TrajectoryLayout> geometry = Optional.empty();
    private @Nullable Point2D dragged;
    private boolean dragging;

    /// @param cursor which other grids may have too
    /// @param source the figure that it shows
    /// @param menu entries for a right click
    public GridView(GridCursor cursor, ReadOnlyObjectProperty<@Nullable TrajectoryFigure> source, ViewContext context, ContextMenu menu) {
        this.cursor = cursor;
        this.source = source;
        view = new FigureView(context);
        view.figure().bind(source);
        marks = new GridOverlay(view.overlay());
        getChildren().add(view);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TABLE_VIEW);
        getStyleClass().add("grid-view");

        Watch.all(() -> geometry = figure().map(TrajectoryFigure::layout), view.shown());
        Watch.all(this::mark, view.shown(), cursor.hovered(), cursor.selected(), focusVisibleProperty());
        Watch.all(() -> marks.veil(geometry().orElse(null), found.get()), view.shown(), found);
        Watch.all(this::describeSelected, cursor.selected(), source);
        Watch.all(this::showSelected, cursor.selected());

        addEventHandler(MouseEvent.MOUSE_MOVED, e -> cursor.hovered().set(cellAt(e.getX(), e.getY()).orElse(null)));
        addEventHandler(MouseEvent.MOUSE_EXITED, _ -> cursor.hovered().set(null));
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
        addEventHandler(ScrollEvent.SCROLL, this::scroll);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, e -> showMenu(menu, e));
    }

    /// Whether the picture is the one asked for.
    public FigureView picture() {
        return view;
    }

    /// The cells that hold what is looked for; while there are any, they stand out.
    public ObjectProperty<List<Cell>> found() {
        return found;
    }

    /// The whole grid again.
    public void resetZoom() {
        cursor.viewport().set(org.diopter.views.figure.Viewport.WHOLE);
    }

    /// Larger or smaller cells about the selected one.
    public void zoom(boolean closer) {
        Cell cell = cursor.selected().get();
        geometry().ifPresent(layout -> {
            Point2D centre = Optional.ofNullable(cell).flatMap(layout::rectangle)
                    .map(box -> new Point2D(box.centreX(), box.centreY()))
                    .orElse(new Point2D(layout.grid().body().centreX(), layout.grid().body().centreY()));
            cursor.viewport().set(layout.grid().zoomed(closer ? KEY_ZOOM : 1 / KEY_ZOOM, centre.getX(), centre.getY()));
        });
    }

    private Optional<TrajectoryFigure> figure() {
        return view.shown().get() instanceof TrajectoryFigure figure ? Optional.of(figure) : Optional.empty();
    }

    /// Where everything lies in the picture that is seen. Worked out once a picture, not at every move of the pointer.
    private Optional<TrajectoryLayout> geometry() {
        return geometry;
    }

    private Optional<Cell> cellAt(double x, double y) {
        Point2D point = view.inFigure(x - view.getLayoutX(), y - view.getLayoutY());
        return geometry().flatMap(layout -> layout.at(point.getX(), point.getY()));
    }

    private void mark() {
        marks.show(geometry().orElse(null), cursor.hovered().get(), cursor.selected().get(), isFocusVisible());
    }

    /// Scrolls to the selected cell where only a part of the grid is seen, and tells a screen reader what it holds.
    private void showSelected() {
        selected().ifPresent(cell -> geometry()
                .filter(layout -> layout.grid().isScrolled() && figure().orElseThrow().trajectory() == source.get().trajectory())
                .ifPresent(layout -> cursor.viewport().set(layout.showing(cell))));
    }

    private void describeSelected() {
        setAccessibleText(selected().map(cell -> source.get().describe(cell)).orElse(null));
    }

    /// The selected cell, if the figure has it: a figure of a shorter prompt or a shallower model may be there before the selection has followed.
    private Optional<Cell> selected() {
        Cell cell = cursor.selected().get();
        TrajectoryFigure current = source.get();
        boolean has = cell != null && current != null && cell.position() < current.trajectory().positions() && cell.row() < current.trajectory().rows();
        return has ? Optional.of(cell) : Optional.empty();
    }

    private void press(MouseEvent event) {
        requestFocus();
        dragged = new Point2D(event.getX(), event.getY());
        dragging = false;
    }

    private void drag(MouseEvent event) {
        Point2D from = dragged;
        if (from == null || !event.isPrimaryButtonDown() || geometry().filter(l -> l.grid().isScrolled()).isEmpty()) {
            return;
        }
        Point2D to = new Point2D(event.getX(), event.getY());
        if (dragging || to.distance(from) > 4) {
            dragging = true;
            Point2D by = view.inFigure(to.getX() - from.getX(), to.getY() - from.getY());
            geometry().ifPresent(layout -> cursor.viewport().set(layout.grid().moved(by.getX(), by.getY())));
            dragged = to;
        }
    }

    private void click(MouseEvent event) {
        if (dragging) {
            dragging = false;
            return;
        }
        cellAt(event.getX(), event.getY()).ifPresent(cell -> {
            cursor.selected().set(cell);
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                cursor.choose().accept(cell);
            }
        });
    }

    private void scroll(ScrollEvent event) {
        geometry().ifPresent(layout -> {
            if (event.isShortcutDown()) {
                Point2D at = view.inFigure(event.getX() - view.getLayoutX(), event.getY() - view.getLayoutY());
                double factor = event.getDeltaY() > 0 ? WHEEL_ZOOM : 1 / WHEEL_ZOOM;
                cursor.viewport().set(layout.grid().zoomed(factor, at.getX(), at.getY()));
                event.consume();
            } else if (layout.grid().isScrolled()) {
                Point2D by = view.inFigure(event.getDeltaX(), event.getDeltaY());
                cursor.viewport().set(layout.grid().moved(by.getX(), by.getY()));
                event.consume();
            }
        });
    }

    private void key(KeyEvent event) {
        Cell cell = cursor.selected().get();
        TrajectoryFigure current = source.get();
        if (cell == null || current == null || event.isAltDown() || event.isMetaDown()) {
            return;
        }
        if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown()) {
            cursor.choose().accept(cell);
            event.consume();
            return;
        }
        CellMoves.to(current, cell, event.getCode(), event.isShortcutDown()).ifPresent(next -> {
            cursor.selected().set(next);
            event.consume();
        });
    }

    private void showMenu(ContextMenu menu, ContextMenuEvent event) {
        if (event.isKeyboardTrigger()) {
            geometry().flatMap(layout -> Optional.ofNullable(cursor.selected().get()).flatMap(layout::rectangle)).ifPresent(box -> {
                Point2D at = localToScreen(view.getLayoutX() + box.centreX(), view.getLayoutY() + box.bottom());
                menu.show(this, at.getX(), at.getY());
                event.consume();
            });
        } else {
            cellAt(event.getX(), event.getY()).ifPresent(cell -> {
                cursor.selected().set(cell);
                menu.show(this, event.getScreenX(), event.getScreenY());
                event.consume();
            });
        }
    }
}
