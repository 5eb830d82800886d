package org.diopter.views.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.diopter.views.figure.GridLayout.Place;
import org.junit.jupiter.api.Test;

final class GridLayoutTest {
    private static final Box AREA = new Box(70, 2, 900, 350);

    @Test
    void aCellIsFoundWhereItLies() {
        GridLayout grid = GridLayout.fit(AREA, 13, 9, Viewport.WHOLE);
        for (int column = 0; column < 13; column++) {
            for (int line = 0; line < 9; line++) {
                Box box = grid.cell(column, line);
                assertEquals(Optional.of(new Place(column, line)), grid.at(box.centreX(), box.centreY()));
                assertEquals(Optional.of(new Place(column, line)), grid.at(box.x(), box.y()));
            }
        }
    }

    @Test
    void outsideTheBodyIsNoCell() {
        GridLayout grid = GridLayout.fit(AREA, 13, 9, Viewport.WHOLE);
        assertEquals(Optional.empty(), grid.at(grid.body().x() - 1, 50));
        assertEquals(Optional.empty(), grid.at(grid.body().right(), 50));
        assertEquals(Optional.empty(), grid.at(100, grid.body().bottom()));
    }

    @Test
    void everythingIsSeenAtFirst() {
        GridLayout grid = GridLayout.fit(AREA, 300, 31, Viewport.WHOLE);
        assertFalse(grid.isScrolled());
        assertEquals(300 * 31, grid.visibleCells());
    }

    @Test
    void largeCellsHaveWholePixels() {
        GridLayout grid = GridLayout.fit(AREA, 13, 9, Viewport.WHOLE);
        assertEquals(Math.rint(grid.cellWidth()), grid.cellWidth());
        assertEquals(Math.rint(grid.cellHeight()), grid.cellHeight());
    }

    @Test
    void zoomingKeepsWhatIsUnderThePointer() {
        GridLayout before = GridLayout.fit(AREA, 300, 31, Viewport.WHOLE);
        Place place = before.at(500, 200).orElseThrow();
        GridLayout after = GridLayout.fit(AREA, 300, 31, before.zoomed(4, 500, 200));
        assertTrue(after.cellWidth() > 3.5 * before.cellWidth());
        assertEquals(Optional.of(place), after.at(500, 200));
    }

    @Test
    void zoomingOutEndsWithTheWhole() {
        GridLayout near = GridLayout.fit(AREA, 300, 31, new Viewport(20, 3, 120, 4));
        GridLayout far = GridLayout.fit(AREA, 300, 31, near.zoomed(1e-3, 400, 100));
        assertEquals(Viewport.WHOLE, far.viewport());
    }

    @Test
    void zoomingEndsWhenTextHasRoom() {
        GridLayout grid = GridLayout.fit(AREA, 300, 31, Viewport.WHOLE);
        for (int i = 0; i < 40; i++) {
            grid = GridLayout.fit(AREA, 300, 31, grid.zoomed(1.5, 400, 100));
        }
        assertTrue(grid.cellWidth() >= 90 && grid.cellWidth() <= 96, grid::toString);
        assertTrue(grid.cellHeight() >= 36 && grid.cellHeight() <= 40, grid::toString);
    }

    @Test
    void aViewportBeyondTheEndIsBroughtBack() {
        GridLayout grid = GridLayout.fit(AREA, 300, 31, new Viewport(10, 1, 5_000, 5_000));
        assertEquals(299, grid.lastColumn());
        assertEquals(30, grid.lastLine());
        assertTrue(grid.body().right() <= AREA.right() && grid.cell(299, 30).right() <= grid.body().right() + 1e-6, grid::toString);
    }

    @Test
    void movingFollowsThePointer() {
        GridLayout before = GridLayout.fit(AREA, 300, 31, new Viewport(10, 2, 100, 5));
        GridLayout after = GridLayout.fit(AREA, 300, 31, before.moved(-40, 30));
        assertEquals(before.cell(110, 9).x() - 40, after.cell(110, 9).x(), 1e-9);
        assertEquals(before.cell(110, 9).y() + 30, after.cell(110, 9).y(), 1e-9);
    }

    @Test
    void theCursorIsBroughtIntoSight() {
        GridLayout grid = GridLayout.fit(AREA, 300, 31, new Viewport(20, 3, 0, 0));
        Box cell = GridLayout.fit(AREA, 300, 31, grid.showing(250, 30)).cell(250, 30);
        assertTrue(cell.x() >= AREA.x() - 1e-6 && cell.right() <= AREA.right() + 1e-6, cell::toString);
        assertTrue(cell.y() >= AREA.y() - 1e-6 && cell.bottom() <= AREA.bottom() + 1e-6, cell::toString);
        assertEquals(grid.viewport(), grid.showing(3, 2), "what is seen does not move");
    }

    @Test
    void aCellLargerThanTheBodyIsShownFromItsStart() {
        GridLayout grid = GridLayout.fit(new Box(0, 0, 20, 10), 30, 30, new Viewport(60, 90, 0, 0));
        assertEquals(new Viewport(60, 90, 7, 9), grid.showing(7, 9));
    }

    @Test
    void aCroppedGridShowsTheSameCellsAtAnySize() {
        GridLayout screen = GridLayout.fit(AREA, 300, 31, new Viewport(20, 3, 100.4, 7.2));
        GridLayout paper = GridLayout.fit(new Box(0, 0, 600, 500), 300, 31, screen.cropped());
        assertEquals(screen.firstColumn(), paper.firstColumn());
        assertEquals(screen.lastColumn(), paper.lastColumn());
        assertEquals(screen.firstLine(), paper.firstLine());
        assertEquals(screen.lastLine(), paper.lastLine());
    }

    @Test
    void attentionCellsAreSquare() {
        GridLayout grid = GridLayout.fitSquare(AREA, 41, 41, Viewport.WHOLE);
        assertEquals(grid.cellWidth(), grid.cellHeight());
    }

    @Test
    void attentionStaysSquareWhenItIsZoomedAndWhenItIsCropped() {
        GridLayout grid = GridLayout.fitSquare(AREA, 300, 300, Viewport.WHOLE);
        GridLayout near = GridLayout.fitSquare(AREA, 300, 300, grid.zoomed(9, 200, 100));
        assertEquals(near.cellWidth(), near.cellHeight());
        GridLayout cropped = GridLayout.fitSquare(new Box(0, 0, 400, 900), 300, 300, new Viewport(10, 15, 20, 30));
        assertEquals(cropped.cellWidth(), cropped.cellHeight());
        assertEquals(30, cropped.lastColumn() - cropped.firstColumn() + 1);
        assertEquals(20, cropped.lastLine() - cropped.firstLine() + 1);
    }

    @Test
    void noAreaIsTooSmall() {
        GridLayout grid = GridLayout.fit(new Box(0, 0, 1, 1), 1024, 81, Viewport.WHOLE);
        assertEquals(1024 * 81, grid.visibleCells());
    }
}
