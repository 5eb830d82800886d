package org.diopter.views.rank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.diopter.engine.data.Item;
import org.diopter.engine.data.Metric;
import org.diopter.engine.data.Score;
import org.diopter.engine.data.Split;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.EditPrice;
import org.diopter.engine.laser.ExtraFindings;
import org.diopter.engine.laser.PricedCell;
import org.diopter.engine.laser.Reduction;
import org.diopter.engine.laser.SearchPlan;
import org.diopter.views.figure.ChartFigure;
import org.diopter.views.figure.ChartSeries;
import org.diopter.views.figure.Figure;
import org.diopter.views.kit.ChartView;
import org.diopter.views.kit.WindowTheme;
import org.diopter.views.testing.Contexts;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.MadeUp;
import org.diopter.views.testing.ShownView;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Four cells of one block: 0.9 is cheap and gains nothing, 0.5 gains most and costs most, 0.7 lies between them on the front, 0.2 is beaten.
class FrontPaneTest {
    private static final List<String> RHOS = List.of("0.9", "0.7", "0.5", "0.2");
    private static final double[] PERPLEXITIES = {20, 23, 28, 26};
    private static final int[] SOLVED = {4, 6, 8, 3};

    private final SearchModel model = new SearchModel();
    private final List<String> asked = new ArrayList<>();
    private final FrontPane pane = Fx.get(() -> new FrontPane(model, Contexts.of(WindowTheme.LIGHT), new Asked()));
    @RegisterExtension
    private final ShownView window = new ShownView(pane, 700, 420);

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    private final class Asked implements RankView.Acts {
        @Override
        public void search() {
            asked.add("search");
        }

        @Override
        public void stop() {}

        @Override
        public void ask(Reduction reduction) {}

        @Override
        public void stopAsking() {}

        @Override
        public void add(List<Reduction> reductions) {}

        @Override
        public void export(Figure figure) {}
    }

    private static Reduction reduction(int cell) {
        return new Reduction(new MatrixId(3, MatrixKind.MLP_DOWN), new BigDecimal(RHOS.get(cell)));
    }

    private static Score score(int correct) {
        return new Score(10, correct, 1, 1, 3, 0.5, 0.6, Map.of());
    }

    private static SearchState searched() {
        List<Item> items = IntStream.range(0, 20).mapToObj(i -> new Item(i, "question " + i, List.of("answer"), 0, OptionalLong.empty())).toList();
        int[] validation = IntStream.range(0, 10).toArray();
        SearchPlan plan = new SearchPlan(List.of(MatrixKind.MLP_DOWN), List.of(3), RHOS.stream().map(BigDecimal::new).toList());
        SearchState state = SearchState.begun(new Task("capitals", items, Metric.TOP_TOKEN, 1), new Split(validation, IntStream.range(10, 20).toArray()), plan,
                score(4), MadeUp.grid().provenance());
        List<PricedCell> priced = new ArrayList<>();
        for (int i = 0; i < RHOS.size(); i++) {
            Cell cell = new Cell(List.of(reduction(i)), List.of(8), validation, score(SOLVED[i]), List.of(), List.of());
            state = state.with(cell);
            priced.add(new PricedCell(cell, new EditPrice(400, Math.log(20), Math.log(PERPLEXITIES[i]), 1000, 500, 2, 1)));
        }
        return state.with(ExtraFindings.NONE.with(new ExtraFindings.Price(400, Math.log(20), priced)));
    }

    private ChartFigure shown() {
        Fx.until("the chart is painted", () -> pane.picture().isSettled() && pane.picture().shown().get() != null);
        return (ChartFigure) Objects.requireNonNull(Fx.get(() -> pane.picture().shown().get()));
    }

    private ChartView chart() {
        return (ChartView) pane.lookup(".plot");
    }

    /// @param right how many pixels beside the cell's own place
    private void click(int cell, double right) {
        ChartFigure figure = shown();
        Fx.run(() -> {
            double x = figure.layout().x(PERPLEXITIES[cell]) + right;
            double y = figure.layout().y(100 * (SOLVED[cell] - 4) / 10.0);
            Point2D place = pane.picture().localToScene(x, y);
            Event.fireEvent(chart(), new MouseEvent(MouseEvent.MOUSE_CLICKED, place.getX(), place.getY(), place.getX(), place.getY(), MouseButton.PRIMARY, 1,
                    false, false, false, false, false, false, false, false, false, true, null));
        });
    }

    private void press(KeyCode code) {
        Fx.run(() -> Event.fireEvent(chart(), new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
    }

    private void search() {
        Fx.run(() -> model.state().set(searched()));
    }

    @Test
    void withoutAPriceThePaneSaysHowToGetOne() {
        Fx.run(() -> model.state().set(searched().with(ExtraFindings.NONE)));
        assertFalse(Fx.get(() -> chart().isVisible()));
        Fx.run(() -> ((Button) pane.lookup(".empty-state .button")).fire());
        assertEquals(List.of("search"), asked);
    }

    @Test
    void aClickOnACellChoosesIt() {
        search();
        for (int cell : new int[] {2, 3, 0, 1}) {
            click(cell, 0);
            assertEquals(reduction(cell), model.selected().get());
        }
    }

    @Test
    void aClickBesideACellChoosesItAndOneFarFromAllChoosesNone() {
        search();
        click(2, -9);
        assertEquals(reduction(2), model.selected().get());
        Fx.run(() -> model.selected().set(null));
        click(2, -60);
        assertNull(model.selected().get());
    }

    @Test
    void theChosenCellHasARingAtItsPlace() {
        search();
        click(3, 0);
        ChartSeries ring = shown().series().stream().filter(series -> series.mark() == ChartSeries.Mark.RINGS).findFirst().orElseThrow();
        assertEquals(26, ring.x()[0], 1e-9);
        assertEquals(-10, ring.y()[0], 1e-9);
    }

    @Test
    void theArrowsGoAlongTheCellsThatNoOtherBeats() {
        search();
        shown();
        List<Reduction> visited = new ArrayList<>();
        for (KeyCode code : List.of(KeyCode.RIGHT, KeyCode.RIGHT, KeyCode.RIGHT, KeyCode.RIGHT, KeyCode.LEFT)) {
            press(code);
            visited.add(Objects.requireNonNull(model.selected().get()));
        }
        assertEquals(List.of(reduction(0), reduction(1), reduction(2), reduction(2), reduction(1)), visited);
        assertTrue(model.selected().get() != null && MatrixKind.MLP_DOWN == model.kind().get());
    }
}
