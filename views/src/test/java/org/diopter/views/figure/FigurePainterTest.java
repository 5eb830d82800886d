package org.diopter.views.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import org.diopter.engine.BlockAttention;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.SyntheticTrajectories;
import org.diopter.engine.lens.Trajectory;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FigurePainterTest {
    @ParameterizedTest
    @ValueSource(doubles = {1, 1.25, 1.5, 2})
    void aCellHasTheColourOfItsValueAtAnyScale(double scale) {
        for (Palette palette : List.of(Palette.LIGHT, Palette.DARK)) {
            TrajectoryFigure figure = Examples.capitals(palette, 950, 432);
            PixelPicture picture = PixelPicture.of(figure, scale);
            ColorRamp ramp = ColorMap.TIDE.ramp(palette);
            for (int row = 0; row < 9; row++) {
                for (int position = 0; position < 13; position++) {
                    Box box = figure.layout().rectangle(new Cell(row, position)).orElseThrow();
                    Color expected = ramp.color(figure.value(row, position));
                    assertEquals(Palette.css(expected), at(picture, scale, box.x() + 3, box.y() + 3));
                    assertEquals(Palette.css(expected), at(picture, scale, box.right() - 4, box.bottom() - 4));
                }
            }
        }
    }

    @Test
    void aPictureHasTheSizeOfItsSheetInDevicePixels() {
        PixelPicture picture = PixelPicture.of(Examples.capitals(Palette.LIGHT, 301, 200.5), 1.5);
        assertEquals(452, picture.width());
        assertEquals(301, picture.height());
        assertEquals(452 * 301, picture.pixels().length);
        assertEquals(BufferedImage.TYPE_INT_ARGB_PRE, picture.image().getType());
    }

    @Test
    void everyPixelIsOpaque() {
        int[] pixels = PixelPicture.of(Examples.capitals(Palette.LIGHT, 400, 300), 1).pixels();
        assertTrue(Arrays.stream(pixels).allMatch(p -> p >>> 24 == 255));
    }

    @Test
    void tokensAreDrawnWhereThereIsRoomAndNotElsewhere() {
        assertTrue(colours(Examples.capitals(Palette.LIGHT, 950, 432), new Cell(8, 12)) > 8);
        assertTrue(colours(Examples.capitals(Palette.LIGHT, 420, 520), new Cell(8, 12)) > 8, "written upward");
        assertEquals(1, colours(Examples.capitals(Palette.LIGHT, 420, 300), new Cell(8, 12)));
    }

    @Test
    void valuesCanBeLeftOut() {
        TrajectoryFigure figure = Examples.capitals(Palette.LIGHT, 950, 432);
        TrajectoryFigure without = figure.with(figure.look().withValues(false));
        Box box = figure.layout().rectangle(new Cell(8, 12)).orElseThrow();
        Box lower = new Box(box.x() + 2, box.centreY() + 4, box.width() - 5, 10);
        assertTrue(colours(PixelPicture.of(figure, 1), lower) > 2);
        assertEquals(1, colours(PixelPicture.of(without, 1), new Box(box.x() + 2, box.centreY() + 9, box.width() - 5, 6)));
    }

    @Test
    void undefinedCellsAreHatched() {
        TrajectoryFigure figure = shown(Examples.capitals(Palette.LIGHT, 950, 432), Statistic.CROSS_ENTROPY);
        Box box = figure.layout().rectangle(new Cell(4, 12)).orElseThrow();
        assertTrue(colours(PixelPicture.of(figure, 1), new Box(box.x() + 2, box.y() + 1, box.width() - 4, 6)) > 3);
        Box defined = figure.layout().rectangle(new Cell(4, 11)).orElseThrow();
        assertEquals(1, colours(PixelPicture.of(figure, 1), new Box(defined.x() + 2, defined.y() + 1, defined.width() - 4, 6)));
    }

    @Test
    void faultsHaveAnOutlineOfTheErrorColour() {
        TrajectoryFigure figure = Examples.capitals(Palette.LIGHT, 950, 432);
        Trajectory broken = SyntheticTrajectories.withValue(figure.trajectory(), Statistic.MAX_PROBABILITY, 5, 9, Float.NaN);
        PixelPicture picture = PixelPicture.of(Examples.figure(broken, Examples.TOKENIZER, Palette.LIGHT, 950, 432), 2);
        Box box = figure.layout().rectangle(new Cell(5, 9)).orElseThrow();
        assertEquals(Palette.css(Palette.LIGHT.error()), at(picture, 2, box.centreX(), box.y() + 1.25));
        assertEquals(Palette.css(Palette.LIGHT.panel2()), at(picture, 2, box.x() + 5, box.y() + 5));
    }

    @Test
    void cellsThatAreNotComputedHaveTheQuietGround() {
        BitSet known = new BitSet();
        known.set(12);
        Trajectory partial = SyntheticTrajectories.of(Examples.capitalTokens(), Examples.capitalFinals(), 8, Examples.TOKENIZER.size(), known, 7);
        TrajectoryFigure figure = Examples.figure(partial, Examples.TOKENIZER, Palette.DARK, 950, 432);
        Box box = figure.layout().rectangle(new Cell(5, 3)).orElseThrow();
        assertEquals(Palette.css(Palette.DARK.panel2()), at(PixelPicture.of(figure, 1), 1, box.x() + 4, box.y() + 4));
    }

    @Test
    void staleCellsArePale() {
        TrajectoryFigure figure = Examples.capitals(Palette.LIGHT, 950, 432);
        TrajectoryFigure stale = figure.with(figure.look().withStale(true));
        Box box = figure.layout().rectangle(new Cell(4, 5)).orElseThrow();
        Color expected = ColorMap.TIDE.ramp(Palette.LIGHT).faded(Palette.LIGHT.panel()).color(figure.value(4, 5));
        assertEquals(Palette.css(expected), at(PixelPicture.of(stale, 1), 1, box.x() + 3, box.y() + 3));
    }

    @Test
    void pinnedTokensMarkTheirCells() {
        TrajectoryFigure figure = Examples.capitals(Palette.LIGHT, 950, 432).withPins(Examples.pins());
        Box box = figure.layout().rectangle(new Cell(8, 12)).orElseThrow();
        assertEquals(Palette.css(Palette.LIGHT.series(0)), at(PixelPicture.of(figure, 2), 2, box.centreX(), box.bottom() - 3.5));
    }

    @Test
    void onlyTheVisiblePartIsPainted() {
        TrajectoryFigure figure = Examples.large(Palette.LIGHT, 950, 432);
        TrajectoryFigure zoomed = figure.with(new Viewport(12, 3, 100.5, 4.5));
        GridLayout grid = zoomed.layout().grid();
        PixelPicture picture = PixelPicture.of(zoomed, 1);
        assertEquals(Palette.css(Palette.LIGHT.panel()), at(picture, 1, grid.body().x() - 2, grid.body().centreY()), "nothing spills over the edge");
        Cell cell = zoomed.layout().at(grid.body().centreX(), grid.body().centreY()).orElseThrow();
        Box box = zoomed.layout().rectangle(cell).orElseThrow();
        Color expected = ColorMap.TIDE.ramp(Palette.LIGHT).color(zoomed.value(cell.row(), cell.position()));
        assertEquals(Palette.css(expected), at(picture, 1, box.x() + 3, box.y() + 3));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.25, 1.5, 1.75, 2})
    void oneOutstandingCellAmongThousandsIsSeen(double scale) {
        int positions = 2_000;
        float[] probabilities = new float[positions * positions];
        probabilities[1_500 * positions + 700] = 0.9f;
        AttentionFigure figure = attention(probabilities, positions, 300, 300);
        int[] pixels = PixelPicture.of(figure, scale).pixels();
        int high = ColorMap.TIDE.ramp(Palette.LIGHT).color(1).getRGB();
        assertEquals(1, Arrays.stream(pixels).filter(p -> p == high).count());
    }

    @Test
    void theFutureIsBlankAndThePastIsNot() {
        AttentionFigure figure = Examples.attention(Palette.LIGHT, 360, 360, 41);
        PixelPicture picture = PixelPicture.of(figure, 1);
        Box future = figure.layout().cell(30, 5);
        Box past = figure.layout().cell(5, 30);
        assertEquals(Palette.css(Palette.LIGHT.panel()), at(picture, 1, future.centreX(), future.centreY()));
        double share = figure.attention().probability(1, 30, 5);
        Color expected = ColorMap.TIDE.ramp(Palette.LIGHT).color(Math.sqrt(share / 0.4));
        assertEquals(Palette.css(expected), at(picture, 1, past.centreX(), past.centreY()));
    }

    @Test
    void curvesPassThroughTheirValues() {
        TokenCurvesFigure figure = Examples.curves(Palette.LIGHT, 940, 334);
        Box chart = figure.layout().probability().orElseThrow();
        int[] pixels = PixelPicture.of(figure, 1).pixels();
        for (Pin pin : figure.pins()) {
            int colour = Palette.LIGHT.series(pin.series()).getRGB();
            assertTrue(Arrays.stream(pixels).filter(p -> p == colour).count() > chart.width(), () -> pin + " has a curve in both charts");
        }
    }

    @Test
    void theCrossLineBelongsToTheScreenAlone() {
        TokenCurvesFigure figure = Examples.curves(Palette.LIGHT, 940, 334);
        TokenCurvesFigure crossed = figure.withCrossRow(OptionalInt.of(3));
        assertNotEquals(
                Arrays.hashCode(PixelPicture.of(figure, 1).pixels()), Arrays.hashCode(PixelPicture.of(crossed, 1).pixels()));
        assertArrayEquals(PixelPicture.of(figure, 1).pixels(), PixelPicture.of(crossed.settled(), 1).pixels());
    }

    @Test
    void everyKindCanBePaintedVerySmall() {
        for (double size : new double[] {1, 8, 40}) {
            for (Figure figure : List.<Figure>of(
                    Examples.capitals(Palette.LIGHT, size, size), Examples.curves(Palette.LIGHT, size, size),
                    Examples.attention(Palette.LIGHT, size, size, 13), LegendFigure.of(Examples.capitals(Palette.LIGHT, size, size)))) {
                assertTrue(PixelPicture.of(figure, 1).width() >= 1);
            }
        }
    }

    private static TrajectoryFigure shown(TrajectoryFigure figure, Statistic statistic) {
        return figure.with(figure.look().withQuantity(new Quantity.OfCell(statistic)));
    }

    private static AttentionFigure attention(float[] probabilities, int positions, double width, double height) {
        TokenSequence tokens = TokenSequence.of(new int[positions]);
        return new AttentionFigure(
                new BlockAttention(tokens, 0, 1, probabilities), 0, TokenLabels.of(tokens, java.util.Optional.empty()), RangeMode.FIXED,
                ColorMap.TIDE, Viewport.WHOLE, new Sheet(Palette.LIGHT, width, height), Examples.PROVENANCE);
    }

    private static String at(PixelPicture picture, double scale, double x, double y) {
        return Palette.css(new Color(picture.image().getRGB((int) (x * scale), (int) (y * scale))));
    }

    private static long colours(TrajectoryFigure figure, Cell cell) {
        Box box = figure.layout().rectangle(cell).orElseThrow();
        return colours(PixelPicture.of(figure, 1), new Box(box.x() + 1, box.y() + 1, box.width() - 3, box.height() - 3));
    }

    private static long colours(PixelPicture picture, Box box) {
        return Arrays.stream(picture.image()
                        .getRGB((int) box.x(), (int) box.y(), (int) box.width(), (int) box.height(), null, 0, (int) box.width()))
                .distinct()
                .count();
    }
}
