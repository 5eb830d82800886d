package org.diopter.views.trajectory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.beans.property.SimpleObjectProperty;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.diopter.engine.lens.Statistic;
import org.diopter.views.figure.Box;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.Quantity;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.figure.Viewport;
import org.diopter.views.kit.WindowTheme;
import org.diopter.views.testing.Contexts;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.MadeUp;
import org.diopter.views.testing.ShownView;
import org.diopter.views.testing.Words;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TrajectoryViewTest {
    private final AtomicInteger painted = new AtomicInteger();
    private final TrajectoryModel model = new TrajectoryModel();
    private final TrajectoryView view = Fx.get(this::makeView);
    @RegisterExtension
    private final ShownView window = new ShownView(view, 980, 900);

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @BeforeEach
    void waitForThePicture() {
        Fx.until("the grid is painted", () -> view.grid().picture().shown().get() != null && view.grid().picture().isSettled());
    }

    private TrajectoryView makeView() {
        Executor counting = work -> {
            painted.incrementAndGet();
            work.run();
        };
        model.runs().baseline().set(MadeUp.findings(Words.PROMPT));
        return new TrajectoryView(model, Contexts.of(counting, WindowTheme.LIGHT), new ContextMenu(), new TrajectoryView.Acts() {
            @Override
            public void export(Figure figure) {}

            @Override
            public void pinByName() {}

            @Override
            public void run() {}
        });
    }

    private TrajectoryFigure shown() {
        return (TrajectoryFigure) Objects.requireNonNull(view.grid().picture().shown().get());
    }

    private Box box(Cell cell) {
        return shown().layout().rectangle(cell).orElseThrow();
    }

    private void mouse(javafx.event.EventType<MouseEvent> type, Cell at, int clicks) {
        Fx.run(() -> {
            Box box = box(at);
            boolean pressed = type != MouseEvent.MOUSE_MOVED;
            Point2D point = view.grid().localToScene(box.centreX(), box.centreY());
            Event.fireEvent(view.grid(), new MouseEvent(type, point.getX(), point.getY(), point.getX(), point.getY(),
                    pressed ? MouseButton.PRIMARY : MouseButton.NONE, clicks, false, false, false, false, pressed, false, false, false, false, true,
                            null));
        });
    }

    private void key(KeyCode code, boolean ctrl) {
        Fx.run(() -> Event.fireEvent(view.grid(), new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, ctrl, false, false)));
    }

    @Test
    void movingThePointerNamesACellAndPaintsNothing() {
        int before = painted.get();
        for (int position = 0; position < 9; position++) {
            mouse(MouseEvent.MOUSE_MOVED, new Cell(2, position), 0);
        }
        assertEquals(new Cell(2, 8), model.hovered().get());
        Fx.run(() -> {});
        assertEquals(before, painted.get());
    }

    @Test
    void aClickSelectsTheCellUnderThePointer() {
        mouse(MouseEvent.MOUSE_CLICKED, new Cell(3, 4), 1);
        assertEquals(new Cell(3, 4), model.selected().get());
    }

    @Test
    void movingTheSelectionDoesNotPaintTheGridAgainWhilePinsStay() {
        Fx.run(() -> model.togglePin(Words.id(" Rome")));
        Fx.until("painted", () -> view.grid().picture().isSettled());
        Figure before = view.grid().picture().shown().get();
        key(KeyCode.LEFT, false);
        Fx.run(() -> {});
        assertEquals(before, view.grid().picture().shown().get());
    }

    @Test
    void aDoubleClickPinsTheTopToken() {
        mouse(MouseEvent.MOUSE_CLICKED, new Cell(3, 4), 1);
        mouse(MouseEvent.MOUSE_CLICKED, new Cell(3, 4), 2);
        int top = shown().trajectory().topId(3, 4, 0);
        assertTrue(model.pins().chosen());
        assertEquals(model.pins().isPinned(top), model.tracked().contains(top));
    }

    @Test
    void arrowsMoveTheSelectionAndEnterPins() {
        mouse(MouseEvent.MOUSE_CLICKED, new Cell(3, 4), 1);
        key(KeyCode.UP, false);
        key(KeyCode.LEFT, false);
        assertEquals(new Cell(4, 3), model.selected().get());
        key(KeyCode.ENTER, false);
        assertTrue(model.pins().chosen());
    }

    @Test
    void theSelectedCellIsReadOut() {
        mouse(MouseEvent.MOUSE_CLICKED, new Cell(3, 4), 1);
        String text = Fx.get(() -> view.grid().getAccessibleText());
        assertTrue(text.startsWith("Layer 3, position 4 after ‘ France’"), text);
    }

    /// As when a shallower model has been opened, and the selection has not followed yet.
    @Test
    void aSelectionAboveTheOutputIsNoneInTheGrid() {
        GridCursor cursor = new GridCursor(new SimpleObjectProperty<>(new Cell(MadeUp.LAYERS + 3, 4)), new SimpleObjectProperty<>(),
                new SimpleObjectProperty<>(Viewport.WHOLE), _ -> {});
        GridView grid = Fx.get(() -> new GridView(cursor, model.figure(), Contexts.of(WindowTheme.LIGHT), new ContextMenu()));
        assertNull(Fx.get(grid::getAccessibleText));
        Fx.run(() -> cursor.selected().set(new Cell(MadeUp.LAYERS, 4)));
        assertNotNull(Fx.get(grid::getAccessibleText));
    }

    @Test
    void anotherStatisticIsShownInTheLegendAndTheHeader() {
        Fx.run(() -> model.change(look -> look.withQuantity(new Quantity.OfCell(Statistic.ENTROPY))));
        Fx.until("painted", () -> view.grid().picture().isSettled());
        assertEquals("top-1 token and entropy in nats", shown().subtitle());
    }

    @Test
    void zoomingInMakesCellsLargerAndZeroShowsTheWholeGridAgain() {
        double before = Fx.get(() -> box(new Cell(3, 4)).width());
        Fx.run(() -> {
            for (int i = 0; i < 4; i++) {
                view.grid().zoom(true);
                view.applyCss();
                view.layout();
            }
        });
        Fx.until("larger", () -> view.grid().picture().isSettled() && box(new Cell(3, 4)).width() > before);
        Fx.run(() -> view.grid().resetZoom());
        Fx.until("as before", () -> view.grid().picture().isSettled() && box(new Cell(3, 4)).width() == before);
    }

    @Test
    void aTokenIsFoundCellByCellAndTheOthersAreVeiled() {
        Fx.run(view::find);
        TextField text = (TextField) Fx.get(() -> view.lookup("#find-bar .text-field"));
        TrajectoryFigure figure = shown();
        String wanted = model.label(figure.trajectory().topId(MadeUp.LAYERS, 4, 0)).spoken().strip();
        List<Cell> cells = TokenSearch.cells(figure, wanted, TokenSearch.Among.TOP, model::label);
        Fx.run(() -> {
            model.selected().set(new Cell(0, 0));
            text.setText(wanted);
        });
        assertTrue(Fx.get(() -> view.lookup(".found-veil").isVisible()));
        Fx.run(() -> view.findNext(-1));
        assertEquals(cells.getLast(), model.selected().get(), "round the end");
        Fx.run(() -> view.findNext(1));
        assertEquals(cells.getFirst(), model.selected().get());
        Fx.run(() -> Event.fireEvent(text, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ESCAPE, false, false, false, false)));
        assertFalse(Fx.get(() -> view.lookup("#find-bar").isVisible()));
        assertFalse(Fx.get(() -> view.lookup(".found-veil").isVisible()));
    }

    @Test
    void aFirstSearchForWhatIsNowhereSaysSo() {
        Fx.run(view::find);
        TextField text = (TextField) Fx.get(() -> view.lookup("#find-bar .text-field"));
        Fx.run(() -> text.setText("nowhere at all"));
        assertTrue(findBarSays("in no cell"));
        Fx.run(() -> text.setText(""));
        assertFalse(findBarSays("in no cell"));
    }

    private boolean findBarSays(String words) {
        return Fx.get(() -> view.lookupAll("#find-bar .label").stream().anyMatch(node -> node instanceof Label label && words.equals(label.getText())));
    }

    @Test
    void theTableSaysWhatTheGridSays() {
        Fx.run(() -> model.asTable().set(true));
        org.diopter.views.kit.FigureTableView table =
                Fx.get(() -> (org.diopter.views.kit.FigureTableView) view.lookup(".table-view"));
        assertNotNull(table);
        assertEquals(shown().table().rows().size(), Fx.get(() -> table.getItems().size()));
    }

    @Test
    void inALowViewTheCurvesGiveWay() {
        assertTrue(Fx.get(() -> view.curves().getScene() != null));
        Fx.run(() -> window.stage().setHeight(420));
        Fx.until("the grid alone", () -> view.curves().getScene() == null);
    }

    @Test
    void staleFindingsShowABanner() {
        Fx.run(() -> model.change(look -> look.withStale(true)));
        assertNotNull(Fx.get(() -> view.lookup("#stale")));
        Fx.run(() -> model.change(look -> look.withStale(false)));
        assertEquals(null, Fx.get(() -> view.lookup("#stale")));
    }
}
