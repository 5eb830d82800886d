package org.diopter.views.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChartFigureTest {
    private static final Sheet SHEET = new Sheet(Palette.LIGHT, 400, 300);
    private static final FigureText TEXT = new FigureText("t", "s", "n", "c");

    @Test
    void aPointIsPaintedWhereTheLayoutSaysItIs() {
        double[] x = {2};
        double[] y = {30};
        ChartFigure figure = ChartFigure.of(
                TEXT, ChartAxis.between("x", 0, 10), ChartAxis.between("y", 0, 100),
                List.of(ChartSeries.marks("", ChartSeries.Mark.DOTS, new Tint.Series(0), x, y)), SHEET, Examples.PROVENANCE);
        ChartLayout layout = figure.layout();
        assertEquals(Palette.LIGHT.series(0), colour(figure, layout.x(2), layout.y(30)));
        assertNotEquals(Palette.LIGHT.series(0), colour(figure, layout.x(7), layout.y(30)));
    }

    @Test
    void aLineOfOnePlaceIsAPoint() {
        double[] x = {0, 2};
        double[] y = {Double.NaN, 30};
        ChartFigure figure = ChartFigure.of(
                TEXT, ChartAxis.between("x", 0, 10), ChartAxis.between("y", 0, 100),
                List.of(new ChartSeries("", "", ChartSeries.Mark.LINE, new Tint.Series(0), false, x, y)), SHEET, Examples.PROVENANCE);
        ChartLayout layout = figure.layout();
        assertEquals(Palette.LIGHT.series(0), colour(figure, layout.x(2), layout.y(30)));
    }

    @Test
    void placesAndValuesAreInversesOnEveryScale() {
        ChartFigure figure = ChartFigure.of(
                TEXT, ChartAxis.log("x", 0.01, 100), ChartAxis.between("y", -2, 3), List.of(), SHEET, Examples.PROVENANCE);
        ChartLayout layout = figure.layout();
        assertEquals(0.5, layout.xAt(layout.x(0.5)), 1e-9);
        assertEquals(-1.25, layout.yAt(layout.y(-1.25)), 1e-9);
    }

    @Test
    void higherValuesAreHigherAndAMissingOneBreaksTheLine() {
        double[] x = {0, 1, 2, 3, 4};
        double[] y = {1, 1, Double.NaN, 1, 1};
        ChartFigure figure = ChartFigure.of(
                TEXT, ChartAxis.between("x", 0, 4), ChartAxis.between("y", 0, 2),
                List.of(ChartSeries.line("", "", new Tint.Series(0), x, y)), SHEET, Examples.PROVENANCE);
        ChartLayout layout = figure.layout();
        assertTrue(layout.y(1.5) < layout.y(0.5));
        assertTrue(isNear(Palette.LIGHT.series(0), colour(figure, layout.x(0.5), layout.y(1))));
        assertFalse(isNear(Palette.LIGHT.series(0), colour(figure, layout.x(2), layout.y(1))));
    }

    @Test
    void aLineWhoseColourComesRoundAgainIsDashed() {
        for (int index : new int[] {0, 5}) {
            ChartFigure figure = ChartFigure.of(TEXT, ChartAxis.between("x", 0, 4), ChartAxis.between("y", 0, 2),
                    List.of(ChartSeries.line("", "", new Tint.Series(index), new double[] {0, 4}, new double[] {1, 1})), SHEET, Examples.PROVENANCE);
            ChartLayout layout = figure.layout();
            boolean unbroken = IntStream.rangeClosed(10, 390)
                    .allMatch(i -> isNear(Palette.LIGHT.series(index), colour(figure, layout.x(i / 100.0), layout.y(1))));
            assertEquals(index == 0, unbroken);
        }
    }

    @Test
    void errorsArePaintedToEitherSideAndStandInTheTable() {
        double[] x = {1};
        double[] y = {1};
        ChartSeries series = new ChartSeries("a", "", ChartSeries.Mark.DOTTED_LINE, new Tint.Series(0), false, x, y).withErrors(new double[] {0.5});
        ChartFigure figure = ChartFigure.of(
                TEXT, ChartAxis.between("x", 0, 2), ChartAxis.between("y", 0, 2), List.of(series), SHEET, Examples.PROVENANCE);
        ChartLayout layout = figure.layout();
        assertTrue(isNear(Palette.LIGHT.series(0), colour(figure, layout.x(1), layout.y(1.4))));
        assertTrue(isNear(Palette.LIGHT.series(0), colour(figure, layout.x(1), layout.y(0.6))));
        assertFalse(isNear(Palette.LIGHT.series(0), colour(figure, layout.x(1), layout.y(1.7))));
        assertEquals(List.of("series", "x", "y", "standard error"), figure.table().headers());
        assertEquals("0.5", figure.table().rows().getFirst().get(3).exact());
    }

    @Test
    void stepsStayLevelUpToTheNextPlace() {
        ChartFigure figure = ChartFigure.of(
                TEXT, ChartAxis.between("x", 0, 2), ChartAxis.between("y", 0, 2),
                List.of(new ChartSeries("", "", ChartSeries.Mark.STEPS, new Tint.Series(1), false, new double[] {0, 1, 2}, new double[] {0.4, 1.7, 1.7})),
                SHEET, Examples.PROVENANCE);
        ChartLayout layout = figure.layout();
        assertTrue(isNear(Palette.LIGHT.series(1), colour(figure, layout.x(0.6), layout.y(0.4))));
        assertTrue(isNear(Palette.LIGHT.series(1), colour(figure, layout.x(1), layout.y(1))));
    }

    @Test
    void ticksOfALogarithmicAxisArePowersWithRoomBetweenThem() {
        List<String> labels = ChartAxis.log("x", 0.05, 10).ticks(300, 34).stream().map(ValueRange.Tick::label).toList();
        assertTrue(labels.containsAll(List.of("0.1", "1", "10")), labels.toString());
        List<String> crowded = ChartAxis.log("x", 1e-6, 1e6).ticks(120, 40).stream().map(ValueRange.Tick::label).toList();
        assertTrue(crowded.size() <= 5, crowded.toString());
    }

    @Test
    void aLinearAxisOfPositiveValuesStartsAtZeroAndHoldsThemAll() {
        ChartAxis axis = ChartAxis.linear("y", 3, 7, Double.NaN);
        assertEquals(0, axis.range().low());
        assertTrue(axis.range().high() > 7);
        assertEquals(ValueRange.of(0, 1.04), ChartAxis.linear("y", Double.NaN).range());
    }

    @Test
    void theTableNamesSeriesAndLayers() {
        String csv = TableFormat.CSV.write(ChartExamples.dumbbell(Palette.LIGHT, 400, 300).table());
        assertTrue(csv.contains("logit lens,9.8,0"), csv);
        assertFalse(csv.contains("\r\n,"), "links have no rows: " + csv);
    }

    @Test
    void aSettledChartHasNoCrossLine() {
        ChartFigure figure = ChartExamples.roc(Palette.LIGHT, 300, 300);
        assertTrue(figure.cross().isPresent());
        assertEquals(OptionalDouble.empty(), figure.settled().cross());
    }

    @Test
    void whatIsReadAtTheCrossLineStandsThereAndNotAtTheEndsOfLines() {
        double[] x = {0, 1, 2, 3};
        ChartFigure read = ChartFigure.of(
                TEXT, ChartAxis.layers(3, true), ChartAxis.between("y", 0, 4),
                List.of(ChartSeries.line("logit lens", "1.45 nats", new Tint.Series(0), x, x)), SHEET, Examples.PROVENANCE).withCross(OptionalDouble.of(1));
        assertEquals("layer 1", read.x().place(1));
        assertEquals(TextLine.of("logit lens", Face.SANS_SEMIBOLD, 10.5).width(), ChartLayout.endLabel(read, read.series().getFirst()).width());
        assertEquals("", read.settled().series().getFirst().value(), "a file has no cross-line, so it has no value of its place either");
        ChartFigure unread = read.settled().withCross(read.cross());
        int left = (int) read.layout().x(1) + 7;
        int top = (int) read.layout().plot().y();
        assertTrue(differ(read, unread, left, top, left + 40, top + 26), "the value is beside the line");
    }

    @Test
    void anAxisOfWholeNumbersLabelsNoneBetweenThem() {
        for (int high = 1; high < 40; high++) {
            for (ValueRange.Tick tick : ChartAxis.between("component", -0.5, high - 0.5).ofWholeNumbers().ticks(300, 46)) {
                assertEquals(Math.rint(tick.value()), tick.value(), "of " + high);
            }
        }
        assertTrue(ChartAxis.between("component", -0.5, 14.5).ticks(300, 46).stream().anyMatch(tick -> tick.value() % 1 != 0), "another axis has such labels");
    }

    @Test
    void pointsWithoutTheirOtherHalfAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> ChartSeries.line("a", "", Tint.MUTED, new double[2], new double[3]));
    }

    @Test
    void aMapPaintsItsValuesAndLeavesUnknownCellsPlain() {
        MapFigure figure = new MapFigure(
                TEXT, new MapFigure.Grid("l", List.of("a", "b"), "c", List.of("p", "q"), new float[] {0, 1, Float.NaN, 0.5f}, List.of()), "v", ColorMap.TIDE,
                ValueRange.of(0, 1), Set.of(), Viewport.WHOLE, SHEET, Examples.PROVENANCE);
        GridLayout layout = figure.layout();
        ColorRamp ramp = ColorMap.TIDE.ramp(Palette.LIGHT);
        assertEquals(ramp.color(1), colour(figure, layout.cell(1, 0).x() + 3, layout.cell(1, 0).y() + 3));
        assertEquals(Palette.LIGHT.panel2(), colour(figure, layout.cell(0, 1).x() + 3, layout.cell(0, 1).y() + 3));
        assertEquals("a,p,0.0,0", TableFormat.CSV.write(figure.table()).split("\r\n")[1]);
    }

    @Test
    void aMapOfManyCellsShowsTheLargestOfThoseThatShareAPixel() {
        int n = 2048;
        float[] values = new float[n * n];
        values[1000 * n + 1001] = 1;
        List<String> names = java.util.stream.IntStream.range(0, n).mapToObj(Integer::toString).toList();
        MapFigure figure = new MapFigure(
                TEXT, new MapFigure.Grid("l", names, "c", names, values, List.of()), "v", ColorMap.TIDE, ValueRange.of(0, 1), Set.of(), Viewport.WHOLE,
                SHEET, Examples.PROVENANCE);
        Box cell = figure.layout().cell(1001, 1000);
        BufferedImage image = PixelPicture.of(figure, 1).image();
        int dark = ColorMap.TIDE.ramp(Palette.LIGHT).color(1).getRGB();
        boolean found = false;
        for (int dx = -1; dx <= 1; dx++) {
            for (int dy = -1; dy <= 1; dy++) {
                found |= image.getRGB((int) cell.centreX() + dx, (int) cell.centreY() + dy) == dark;
            }
        }
        assertTrue(found, "the one dark cell among four million is seen");
    }

    @Test
    void aStripWrapsAtTheEdgeAndAfterLineEnds() {
        TokenStripFigure figure = ChartExamples.strip(Palette.LIGHT, 300, 200);
        List<Box> boxes = figure.layout();
        assertTrue(boxes.stream().allMatch(box -> box.right() <= 300));
        assertEquals(6, boxes.get(9).x(), "after the line end");
        assertTrue(boxes.get(9).y() > boxes.get(8).y());
    }

    @Test
    void mapsAndStripsBringTheirLegendChartsDoNot() {
        assertTrue(LegendFigure.forFigure(ChartExamples.search(Palette.LIGHT, 400, 300)).isPresent());
        assertTrue(LegendFigure.forFigure(ChartExamples.strip(Palette.LIGHT, 400, 300)).isPresent());
        assertTrue(LegendFigure.forFigure(ChartExamples.roc(Palette.LIGHT, 400, 300)).isEmpty());
    }

    /// A thin line shares its pixels with the ground.
    private static boolean isNear(Color a, Color b) {
        return Math.abs(a.getRed() - b.getRed()) + Math.abs(a.getGreen() - b.getGreen()) + Math.abs(a.getBlue() - b.getBlue()) < 120;
    }

    private static boolean differ(Figure one, Figure other, int left, int top, int right, int bottom) {
        BufferedImage first = PixelPicture.of(one, 1).image();
        BufferedImage second = PixelPicture.of(other, 1).image();
        return IntStream.range(left, right).anyMatch(x -> IntStream.range(top, bottom).anyMatch(y -> first.getRGB(x, y) != second.getRGB(x, y)));
    }

    private static Color colour(Figure figure, double x, double y) {
        BufferedImage image = PixelPicture.of(figure, 1).image();
        return new Color(image.getRGB((int) x, (int) y));
    }
}
