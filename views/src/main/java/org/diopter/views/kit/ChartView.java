package org.diopter.views.kit;

import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Line;
import org.diopter.views.figure.Box;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.Figure;
import org.jspecify.annotations.Nullable;

/// A chart on the screen: a cross-line follows the pointer, a click and the arrows choose an x. One stop of Tab; a screen reader gets the caption.
public final class ChartView extends StackPane {
    private static final Texts TEXTS = Texts.of(ChartView.class);
    private final FigureView view;
    private final Line cross = crossLine();
    private final Line mark = crossLine();
    private OptionalDouble marked = OptionalDouble.empty();
    private DoubleConsumer chosen = _ -> {};
    private Consumer<Point2D> picked = _ -> {};
    private IntConsumer stepped = _ -> {};

    public ChartView(ViewContext context) {
        view = new FigureView(context);
        getChildren().add(view);
        getStyleClass().add("plot");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinSize(0, 0);
        view.overlay().getChildren().addAll(mark, cross);
        view.shown().subscribe(_ -> placeMark());
        view.figure().subscribe(figure -> setAccessibleText(figure == null ? TEXTS.get("chart.empty") : figure.caption()));
        addEventHandler(MouseEvent.MOUSE_MOVED, this::point);
        addEventHandler(MouseEvent.MOUSE_EXITED, _ -> cross.setVisible(false));
        addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    /// What to show; null shows nothing.
    public ObjectProperty<@Nullable Figure> figure() {
        return view.figure();
    }

    /// Marks an x by a line that stays, over the picture: moving it paints nothing.
    public void mark(OptionalDouble x) {
        marked = x;
        placeMark();
    }

    private void placeMark() {
        mark.setVisible(false);
        if (marked.isPresent() && view.shown().get() instanceof ChartFigure chart) {
            place(mark, chart.layout().x(marked.getAsDouble()), chart.layout().plot());
            mark.setVisible(true);
        }
    }

    private static Line crossLine() {
        Line line = new Line();
        line.getStyleClass().add("cross-line");
        line.setManaged(false);
        line.setVisible(false);
        return line;
    }

    private static void place(Line line, double x, Box plot) {
        line.setStartX(x);
        line.setEndX(x);
        line.setStartY(plot.y());
        line.setEndY(plot.bottom());
    }

    /// The picture, to be exported.
    public FigureView picture() {
        return view;
    }

    /// Hears the x of a click.
    public void onChosen(DoubleConsumer act) {
        chosen = act;
    }

    /// Hears the place of a click in the picture.
    public void onPicked(Consumer<Point2D> act) {
        picked = act;
    }

    /// Hears the x of the pointer while it is dragged, and the end of the drag.
    public void onDragged(DoubleConsumer act, Runnable end) {
        addEventHandler(MouseEvent.MOUSE_DRAGGED, event -> {
            if (view.shown().get() instanceof ChartFigure chart) {
                act.accept(chart.layout().xAt(view.inFigure(event.getX() - view.getLayoutX(), 0).getX()));
            }
        });
        addEventHandler(MouseEvent.MOUSE_RELEASED, _ -> end.run());
    }

    /// Hears of the arrows: −1 to the left, 1 to the right, ten times as much with Shift.
    public void onStepped(IntConsumer act) {
        stepped = act;
    }

    private void point(MouseEvent event) {
        if (view.shown().get() instanceof ChartFigure chart) {
            Box plot = chart.layout().plot();
            double x = view.inFigure(event.getX() - view.getLayoutX(), 0).getX();
            place(cross, x, plot);
            cross.setVisible(x >= plot.x() && x <= plot.right());
        }
    }

    private void click(MouseEvent event) {
        requestFocus();
        if (view.shown().get() instanceof ChartFigure chart) {
            Point2D place = view.inFigure(event.getX() - view.getLayoutX(), event.getY() - view.getLayoutY());
            chosen.accept(chart.layout().xAt(place.getX()));
            picked.accept(place);
        }
    }

    private void key(KeyEvent event) {
        int by = (event.getCode() == KeyCode.LEFT ? -1 : event.getCode() == KeyCode.RIGHT ? 1 : 0) * (event.isShiftDown() ? 10 : 1);
        if (by != 0) {
            stepped.accept(by);
            event.consume();
        }
    }
}
