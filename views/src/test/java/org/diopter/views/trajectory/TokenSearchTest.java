package org.diopter.views.trajectory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.diopter.engine.lens.Trajectory;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.testing.MadeUp;
import org.diopter.views.testing.Words;
import org.junit.jupiter.api.Test;

class TokenSearchTest {
    private final TrajectoryModel model = new TrajectoryModel();

    TokenSearchTest() {
        model.runs().baseline().set(MadeUp.findings(Words.PROMPT));
    }

    private TrajectoryFigure figure() {
        return Objects.requireNonNull(model.figure().get());
    }

    private List<Cell> cells(String text, TokenSearch.Among among) {
        return TokenSearch.cells(figure(), text, among, model::label);
    }

    private String top(Cell cell) {
        return model.label(figure().trajectory().topId(cell.row(), cell.position(), 0)).spoken();
    }

    @Test
    void everyCellWithTheTokenOnTopIsFoundInOrder() {
        Trajectory trajectory = figure().trajectory();
        String wanted = top(new Cell(trajectory.rows() - 1, 4)).strip();
        List<Cell> expected = new ArrayList<>();
        for (int position = 0; position < trajectory.positions(); position++) {
            for (int row = 0; row < trajectory.rows(); row++) {
                if (top(new Cell(row, position)).contains(wanted)) {
                    expected.add(new Cell(row, position));
                }
            }
        }
        assertFalse(expected.isEmpty());
        assertEquals(expected, cells(wanted, TokenSearch.Among.TOP));
        assertEquals(expected, cells(wanted.toUpperCase(Locale.ROOT), TokenSearch.Among.TOP), "capital letters or not");
    }

    @Test
    void amongAllLikelyTokensThereAreMore() {
        String wanted = model.label(figure().trajectory().topId(3, 4, 1)).spoken().strip();
        assertTrue(cells(wanted, TokenSearch.Among.LIKELY).contains(new Cell(3, 4)));
        assertTrue(cells(wanted, TokenSearch.Among.LIKELY).containsAll(cells(wanted, TokenSearch.Among.TOP)));
    }

    @Test
    void inThePromptThePositionsAreFoundAtTheOutput() {
        String third = figure().labels().input(3).spoken().strip();
        assertTrue(cells(third, TokenSearch.Among.PROMPT).contains(new Cell(MadeUp.LAYERS, 3)));
    }

    @Test
    void rowsThatTheStrideHidesHaveNone() {
        String wanted = top(new Cell(MadeUp.LAYERS, 4)).strip();
        model.change(look -> look.withStride(4));
        assertTrue(cells(wanted, TokenSearch.Among.TOP).stream().allMatch(cell -> figure().shownRows().contains(cell.row())));
    }

    @Test
    void noTextIsNowhere() {
        assertEquals(List.of(), cells(" ", TokenSearch.Among.LIKELY));
        assertEquals(List.of(), cells("no such token", TokenSearch.Among.LIKELY));
    }
}
