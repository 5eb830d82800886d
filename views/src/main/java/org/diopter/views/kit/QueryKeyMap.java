package org.diopter.views.kit;

import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;
import org.diopter.views.figure.Box;
import org.diopter.views.figure.GridLayout;
import org.diopter.views.figure.QueryKeyFigure;
import org.diopter.views.figure.Viewport;
import org.jspecify.annotations.Nullable;

/// The large map of one head: pointing names a cell, a click or the arrows choose the query. Left and right change the head.
public final class QueryKeyMap extends StackPane {
    private static final double WHEEL_ZOOM = 1.15;

    private final Acts acts;
    private final ObjectProperty<Viewport> viewport;
    private final ObservableValue<@Nullable Integer> query;
    private final FigureView view;
    private final Rectangle hover = frame("hover-frame");
    private final Rectangle line = frame("selection-frame");
    private final Rectangle focus = frame("focus-frame");
    private final ReadOnlyStringWrapper pointed = new ReadOnlyStringWrapper("");
    private Optional<GridLayout> layout = Optional.empty();
    private @Nullable Point2D dragged;

    /// What the map's keys and clicks do.
    public interface Acts {
        /// Makes a position the query.
        void select(int position);

        /// Goes to the next head, or with −1 to the one before.
        void step(int heads);
    }

    /// @param viewport which part of the map is seen
    /// @param query the query that is marked; null for none
    public QueryKeyMap(ObservableValue<? extends @Nullable QueryKeyFigure> figure, ObjectProperty<Viewport> viewport,
            ObservableValue<@Nullable Integer> query, ViewContext context, Acts acts) {
        this.acts = acts;
        this.viewport = viewport;
        this.query = query;
        view = new FigureView(context);
        view.figure().bind(figure);
        view.overlay().getChildren().add(new Pane(hover, line, focus));
        getChildren().add(view);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TABLE_VIEW);
        Watch.all(() -> layout = figure().map(QueryKeyFigure::layout), view.shown());
        Watch.all(this::mark, view.shown(), query, focusVisibleProperty());
        addEventHandler(MouseEvent.MOUSE_MOVED, this::point);
        addEventHandler(MouseEvent.MOUSE_EXITED, _ -> unpoint());
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            requestFocus();
            dragged = new Point2D(event.getX(), event.getY());
        });
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        addEventHandler(MouseEvent.MOUSE_CLICKED, event -> at(event.getX(), event.getY()).ifPresent(place -> acts.select(place.line())));
        addEventHandler(ScrollEvent.SCROLL, this::scroll);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    /// What the pointer is on, in words; empty if on nothing.
    public ReadOnlyStringProperty pointed() {
        return pointed.getReadOnlyProperty();
    }

    /// The map's picture.
    public FigureView picture() {
        return view;
    }

    private Optional<QueryKeyFigure> figure() {
        return view.shown().get() instanceof QueryKeyFigure figure ? Optional.of(figure) : Optional.empty();
    }

    private Optional<GridLayout.Place> at(double x, double y) {
        Point2D point = view.inFigure(x, y);
        return layout.flatMap(grid -> grid.at(point.getX(), point.getY()));
    }

    private void mark() {
        Integer chosen = query.getValue();
        line.setVisible(false);
        focus.setVisible(false);
        if (layout.isPresent() && chosen != null && chosen < layout.get().lines()) {
            Box body = layout.get().body();
            Box cells = layout.get().cell(0, chosen);
            if (cells.y() >= body.y() - 1 && cells.bottom() <= body.bottom() + 1) {
                place(line, new Box(body.x(), cells.y(), body.width(), cells.height()), 1);
                place(focus, new Box(body.x(), cells.y(), body.width(), cells.height()), 4);
                focus.setVisible(isFocusVisible());
            }
            QueryKeyFigure shown = figure().orElseThrow();
            setAccessibleText(shown.describe(chosen, shown.strongest(chosen)));
        }
        if (isFocusVisible() && !focus.isVisible()) {
            frameAll();
        }
    }

    /// Where no line is seen that has the focus, the whole has it.
    private void frameAll() {
        focus.setX(2);
        focus.setY(2);
        focus.setWidth(Math.max(0, getWidth() - 4));
        focus.setHeight(Math.max(0, getHeight() - 4));
        focus.setVisible(true);
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

    private void drag(MouseEvent event) {
        Point2D from = dragged;
        if (from != null) {
            Point2D by = view.inFigure(event.getX() - from.getX(), event.getY() - from.getY());
            layout.filter(GridLayout::isScrolled).ifPresent(grid -> {
                viewport.set(grid.moved(by.getX(), by.getY()));
                dragged = new Point2D(event.getX(), event.getY());
            });
        }
    }

    private void scroll(ScrollEvent event) {
        layout.ifPresent(grid -> {
            if (event.isShortcutDown()) {
                Point2D at = view.inFigure(event.getX(), event.getY());
                viewport.set(grid.zoomed(event.getDeltaY() > 0 ? WHEEL_ZOOM : 1 / WHEEL_ZOOM, at.getX(), at.getY()));
                event.consume();
            } else if (grid.isScrolled()) {
                Point2D by = view.inFigure(event.getDeltaX(), event.getDeltaY());
                viewport.set(grid.moved(by.getX(), by.getY()));
                event.consume();
            }
        });
    }

    private void key(KeyEvent event) {
        Integer chosen = query.getValue();
        Optional<QueryKeyFigure> shown = figure();
        if (chosen == null || shown.isEmpty() || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        int last = shown.get().positions() - 1;
        switch (event.getCode()) {
            case UP -> acts.select(Math.max(0, chosen - 1));
            case DOWN -> acts.select(Math.min(last, chosen + 1));
            case HOME -> acts.select(0);
            case END -> acts.select(last);
            case LEFT -> acts.step(-1);
            case RIGHT -> acts.step(1);
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
