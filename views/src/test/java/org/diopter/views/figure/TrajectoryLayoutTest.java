package org.diopter.views.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TrajectoryLayoutTest {
    @ParameterizedTest
    @EnumSource
    void everyCellIsFoundWhereItLies(Orientation orientation) {
        TrajectoryLayout layout = layout(orientation, 1, 950, 432);
        for (int row = 0; row < 9; row++) {
            for (int position = 0; position < 13; position++) {
                Cell cell = new Cell(row, position);
                Box box = layout.rectangle(cell).orElseThrow();
                assertEquals(Optional.of(cell), layout.at(box.centreX(), box.centreY()));
            }
        }
    }

    @Test
    void layersGoUpward() {
        TrajectoryLayout layout = layout(Orientation.LAYERS_UP, 1, 950, 432);
        Box emb = layout.rectangle(new Cell(0, 0)).orElseThrow();
        Box output = layout.rectangle(new Cell(8, 0)).orElseThrow();
        assertTrue(output.y() < emb.y());
        assertEquals(output.x(), emb.x());
    }

    @Test
    void transposedLayersGoToTheRight() {
        TrajectoryLayout layout = layout(Orientation.LAYERS_ACROSS, 1, 470, 448);
        Box emb = layout.rectangle(new Cell(0, 0)).orElseThrow();
        Box output = layout.rectangle(new Cell(8, 0)).orElseThrow();
        assertTrue(output.x() > emb.x());
        assertTrue(layout.rectangle(new Cell(0, 1)).orElseThrow().y() > emb.y());
    }

    @Test
    void aStrideNeverHidesTheEmbeddingOrTheOutput() {
        assertEquals(List.of(0, 3, 6, 8), layout(Orientation.LAYERS_UP, 3, 950, 432).rows());
        assertEquals(List.of(0, 8), layout(Orientation.LAYERS_UP, 100, 950, 432).rows());
    }

    @Test
    void aRowThatTheStrideHidesHasNoRectangle() {
        assertEquals(Optional.empty(), layout(Orientation.LAYERS_UP, 3, 950, 432).rectangle(new Cell(4, 2)));
    }

    @Test
    void valuesNeedThirtyPixelsOfHeightAndTokensThirtyOfWidth() {
        assertTrue(layout(Orientation.LAYERS_UP, 1, 950, 432).hasRoomForValues());
        TrajectoryLayout low = layout(Orientation.LAYERS_UP, 1, 950, 260);
        assertTrue(low.showsTokens());
        assertFalse(low.hasRoomForValues());
        assertFalse(layout(Orientation.LAYERS_UP, 1, 400, 260).showsTokens());
    }

    @Test
    void narrowCellsThatAreHighEnoughHaveTheirTokenWrittenUpwardWithoutAValue() {
        TrajectoryLayout narrow = layout(Orientation.LAYERS_UP, 1, 358, 520);
        assertEquals(Writing.UPWARD, narrow.cellWriting());
        assertEquals(Writing.UPWARD, narrow.inputs());
        assertFalse(narrow.hasRoomForValues());
        assertEquals(Writing.ACROSS, layout(Orientation.LAYERS_UP, 1, 950, 432).inputs());
    }

    @Test
    void inputsWrittenUpwardLeaveRoomForTheGrid() {
        assertEquals(Writing.NONE, layout(Orientation.LAYERS_UP, 1, 358, 120).inputs());
        assertEquals(Writing.NONE, layout(Orientation.LAYERS_UP, 1, 180, 520).inputs(), "columns narrower than a line of text");
    }

    @ParameterizedTest
    @EnumSource
    void aSingleColumnOfPaperIsHighEnoughForTokens(Orientation orientation) {
        TrajectoryFigure figure = Examples.capitals(Palette.LIGHT, 950, 432);
        Figure printed = new ExportPage(
                figure.with(figure.look().withOrientation(orientation)), new ExportOptions(88, 300, Theme.PRINT, true)).figure();
        assertEquals(Writing.UPWARD, ((TrajectoryFigure) printed).layout().cellWriting());
        assertEquals("top-1 token and its probability", printed.subtitle());
    }

    @ParameterizedTest
    @EnumSource
    void nothingLeavesTheSheet(Orientation orientation) {
        for (int[] size : new int[][] {{950, 432}, {500, 300}, {200, 120}, {60, 40}, {3, 3}}) {
            TrajectoryLayout layout = layout(orientation, 1, size[0], size[1]);
            Box body = layout.grid().body();
            if (size[0] > 150) {
                assertTrue(body.right() <= size[0] && body.bottom() <= size[1], body::toString);
            }
            assertTrue(body.width() > 0 && body.height() > 0, body::toString);
        }
    }

    @Test
    void theCursorIsBroughtIntoSightInBothOrientations() {
        for (Orientation orientation : Orientation.values()) {
            TrajectoryFigure figure = Examples.large(Palette.LIGHT, 950, 432);
            TrajectoryFigure turned = figure.with(figure.look().withOrientation(orientation)).with(new Viewport(12, 12, 0, 0));
            Cell cell = new Cell(17, 222);
            TrajectoryFigure shown = turned.with(turned.layout().showing(cell));
            Box box = shown.layout().rectangle(cell).orElseThrow();
            assertTrue(shown.layout().grid().body().contains(box.centreX(), box.centreY()), orientation::toString);
        }
    }

    private static TrajectoryLayout layout(Orientation orientation, int stride, double width, double height) {
        TrajectoryFigure figure = Examples.capitals(Palette.LIGHT, width, height);
        return figure.with(figure.look().withOrientation(orientation).withStride(stride)).layout();
    }
}
