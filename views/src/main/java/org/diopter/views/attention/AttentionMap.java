package org.diopter.views.attention;

import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;
import org.diopter.views.figure.AttentionFigure;
import org.diopter.views.figure.Box;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.GridLayout;
import org.diopter.views.kit.FigureView;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// The large map of one head: pointing names a cell, a click or the arrows choose the query. Left and right change the head.
final class AttentionMap extends StackPane {
    private static final double WHEEL_ZOOM = 1.15;

    private final AttentionModel model;
    private final ObjectProperty<@Nullable Cell> selected;
    private final FigureView view;
    private final Rectangle hover = frame("hover-frame");
    private final Rectangle query = frame("selection-frame");
    private final Rectangle focus = frame("focus-frame");
    private final ReadOnlyStringWrapper pointed = new ReadOnlyStringWrapper("");
    private Optional<GridLayout> layout = Optional.empty();
    private @Nullable Point2D dragged;

    AttentionMap(AttentionModel model, ObjectProperty<@Nullable Cell> selected, ViewContext context) {
        this.model = model;
        this.selected = selected;
        view = new FigureView(context);
        view.figure().bind(model.figure());
        view.overlay().getChildren().add(new Pane(hover, query, focus));
        getChildren().add(view);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TABLE_VIEW);
        Watch.all(() -> layout = figure().map(AttentionFigure::layout), view.shown());
        Watch.all(this::mark, view.shown(), selected, focusVisibleProperty());
        addEventHandler(MouseEvent.MOUSE_MOVED, this::point);
        addEventHandler(MouseEvent.MOUSE_EXITED, _ -> unpoint());
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            requestFocus();
            dragged = new Point2D(event.getX(), event.getY());
        });
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        addEventHandler(MouseEvent.MOUSE_CLICKED, event -> at(event.getX(), event.getY()).ifPresent(place -> select(place.line())));
        addEventHandler(ScrollEvent.SCROLL, this::scroll);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    /// What the pointer is on, in words; empty if on nothing.
    ReadOnlyStringProperty pointed() {
        return pointed.getReadOnlyProperty();
    }

    FigureView picture() {
        return view;
    }

    private Optional<AttentionFigure> figure() {
        return view.shown().get() instanceof AttentionFigure figure ? Optional.of(figure) : Optional.empty();
    }

    private Optional<GridLayout.Place> at(double x, double y) {
        Point2D point = view.inFigure(x, y);
        return layout.flatMap(grid -> grid.at(point.getX(), point.getY()));
    }

    private void mark() {
        Cell cell = selected.get();
        query.setVisible(false);
        focus.setVisible(false);
        if (layout.isPresent() && cell != null && cell.position() < layout.get().lines()) {
            Box body = layout.get().body();
            Box line = layout.get().cell(0, cell.position());
            if (line.y() >= body.y() - 1 && line.bottom() <= body.bottom() + 1) {
                place(query, new Box(body.x(), line.y(), body.width(), line.height()), 1);
                place(focus, new Box(body.x(), line.y(), body.width(), line.height()), 4);
                focus.setVisible(isFocusVisible());
            }
            AttentionFigure shown = figure().orElseThrow();
            setAccessibleText(shown.describe(cell.position(), strongest(shown, cell.position())));
        }
    }

    private static int strongest(AttentionFigure figure, int query) {
        int best = 0;
        for (int key = 1; key <= query; key++) {
            if (figure.attention().probability(figure.head(), query, key) > figure.attention().probability(figure.head(), query, best)) {
                best = key;
            }
        }
        return best;
    }

    private void point(MouseEvent event) {
        Optional<GridLayout.Place> place = at(event.getX(), event.getY()).filter(p -> p.column() <= p.line());
        if (place.isEmpty()) {
            unpoint();
            return;
        }
        place(hover, layout.orElseThrow().cell(place.get().column(), place.get().line()), 0);
        pointed.set(figure().orElseThrow().describe(place.get().line(), place.get().column()));
    }

    private void unpoint() {
        hover.setVisible(false);
        pointed.set("");
    }

    private void select(int position) {
        Cell cell = selected.get();
        if (cell != null) {
            selected.set(new Cell(cell.row(), position));
        }
    }

    private void drag(MouseEvent event) {
        Point2D from = dragged;
        if (from != null) {
            Point2D by = view.inFigure(event.getX() - from.getX(), event.getY() - from.getY());
            layout.filter(GridLayout::isScrolled).ifPresent(grid -> {
                model.viewport().set(grid.moved(by.getX(), by.getY()));
                dragged = new Point2D(event.getX(), event.getY());
            });
        }
    }

    private void scroll(ScrollEvent event) {
        layout.ifPresent(grid -> {
            if (event.isShortcutDown()) {
                Point2D at = view.inFigure(event.getX(), event.getY());
                model.viewport().set(grid.zoomed(event.getDeltaY() > 0 ? WHEEL_ZOOM : 1 / WHEEL_ZOOM, at.getX(), at.getY()));
                event.consume();
            } else if (grid.isScrolled()) {
                Point2D by = view.inFigure(event.getDeltaX(), event.getDeltaY());
                model.viewport().set(grid.moved(by.getX(), by.getY()));
                event.consume();
            }
        });
    }

    private void key(KeyEvent event) {
        Cell cell = selected.get();
        Optional<AttentionFigure> shown = figure();
        if (cell == null || shown.isEmpty() || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        int last = shown.get().positions() - 1;
        switch (event.getCode()) {
            case UP -> select(Math.max(0, cell.position() - 1));
            case DOWN -> select(Math.min(last, cell.position() + 1));
            case HOME -> select(0);
            case END -> select(last);
            case LEFT -> model.head().set(Math.max(0, model.head().get() - 1));
            case RIGHT -> model.head().set(Math.min(model.heads() - 1, model.head().get() + 1));
            default -> {
                return;
            }
        }
        event.consume();
    }

    private static void place(Rectangle mark, Box box, double outset) {
        mark.setX(box.x() - outset);
        mark.setY(box.y() - outset);
        mark.setWidth(box.width() + 2 * outset);
        mark.setHeight(box.height() + 2 * outset);
        mark.setVisible(true);
    }

    private static Rectangle frame(String styleClass) {
        Rectangle frame = new Rectangle();
        frame.getStyleClass().add(styleClass);
        frame.setManaged(false);
        frame.setVisible(false);
        return frame;
    }
}
