package org.diopter.views.trajectory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.testing.MadeUp;
import org.diopter.views.testing.Words;
import org.junit.jupiter.api.Test;

class CellMovesTest {
    private final TrajectoryModel model = new TrajectoryModel();

    CellMovesTest() {
        model.runs().baseline().set(MadeUp.findings(Words.PROMPT));
    }

    private TrajectoryFigure figure() {
        return Objects.requireNonNull(model.figure().get());
    }

    private Cell to(Cell from, KeyCode key) {
        return CellMoves.to(figure(), from, key, false).orElseThrow();
    }

    @Test
    void upLeadsToTheNextLayerAndRightToTheNextPosition() {
        assertEquals(new Cell(3, 4), to(new Cell(2, 4), KeyCode.UP));
        assertEquals(new Cell(2, 5), to(new Cell(2, 4), KeyCode.RIGHT));
    }

    @Test
    void inATurnedGridRightLeadsToTheNextLayerAndDownToTheNextPosition() {
        model.transpose();
        assertEquals(new Cell(3, 4), to(new Cell(2, 4), KeyCode.RIGHT));
        assertEquals(new Cell(2, 5), to(new Cell(2, 4), KeyCode.DOWN));
    }

    @Test
    void theEdgesHold() {
        assertEquals(new Cell(MadeUp.LAYERS, 0), to(new Cell(MadeUp.LAYERS, 0), KeyCode.UP));
        assertEquals(new Cell(0, 0), to(new Cell(0, 0), KeyCode.LEFT));
    }

    @Test
    void rowsThatTheStrideHidesAreSteppedOver() {
        model.change(look -> look.withStride(4));
        assertEquals(new Cell(4, 1), to(new Cell(0, 1), KeyCode.UP));
        assertEquals(new Cell(MadeUp.LAYERS, 1), to(new Cell(4, 1), KeyCode.UP));
    }

    @Test
    void homeEndAndThePageKeysLeadToTheEnds() {
        int last = figure().trajectory().positions() - 1;
        assertEquals(new Cell(2, 0), to(new Cell(2, 4), KeyCode.HOME));
        assertEquals(new Cell(2, last), to(new Cell(2, 4), KeyCode.END));
        assertEquals(new Cell(MadeUp.LAYERS, 4), to(new Cell(2, 4), KeyCode.PAGE_UP));
        assertEquals(new Cell(0, 4), to(new Cell(2, 4), KeyCode.PAGE_DOWN));
    }

    @Test
    void withCtrlTheNextCellHasAnotherTopTokenOrIsTheLast() {
        Cell from = new Cell(0, 3);
        Cell to = CellMoves.to(figure(), from, KeyCode.UP, true).orElseThrow();
        int top = figure().trajectory().topId(0, 3, 0);
        assertTrue(to.row() > 0);
        for (int row = 1; row < to.row(); row++) {
            assertEquals(top, figure().trajectory().topId(row, 3, 0));
        }
        if (to.row() < MadeUp.LAYERS) {
            assertNotEquals(top, figure().trajectory().topId(to.row(), 3, 0));
        }
    }

    @Test
    void otherKeysAreNotTheGrids() {
        assertEquals(Optional.empty(), CellMoves.to(figure(), new Cell(0, 0), KeyCode.A, false));
    }
}
