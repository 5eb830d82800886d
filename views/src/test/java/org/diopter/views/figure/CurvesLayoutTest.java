package org.diopter.views.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class CurvesLayoutTest {
    @Test
    void theNearestLayerIsFound() {
        CurvesLayout layout = Examples.curves(Palette.LIGHT, 940, 334).layout();
        Box rank = layout.rank().orElseThrow();
        for (int layer = 0; layer <= 8; layer++) {
            assertEquals(OptionalInt.of(layer), layout.layerAt(layout.x(rank, layer) + 6, rank.centreY()));
        }
        assertEquals(OptionalInt.empty(), layout.layerAt(2, 2));
    }

    @Test
    void chartsLieSideBySideOnTheSheet() {
        CurvesLayout layout = Examples.curves(Palette.LIGHT, 940, 334).layout();
        Box probability = layout.probability().orElseThrow();
        Box rank = layout.rank().orElseThrow();
        assertTrue(probability.right() < rank.x() && rank.right() < 940 && rank.bottom() < 334);
    }

    @Test
    void theAxisOfRanksHasRoomForItsWidestLabel() {
        for (TokenCurvesFigure figure : List.of(Examples.curves(Palette.LIGHT, 358, 170), Examples.manyCurves(Palette.LIGHT, 358, 170))) {
            Box rank = figure.layout().rank().orElseThrow();
            double left = rank.x() - 358 * 0.58;
            double labels = CurveAxis.rank(figure, rank.height()).labelsWidth();
            assertTrue(labels > 0 && left >= labels + PlotAxes.BESIDE_LABELS, () -> left + " for labels of " + labels);
        }
    }

    @Test
    void ticksOfRanksAreThoseOfTheirScaleAndProbabilitiesAreInPerCent() {
        TokenCurvesFigure figure = Examples.curves(Palette.LIGHT, 358, 170);
        assertEquals(List.of("1", "3", "10"), CurveAxis.rank(figure, 200).ticks().stream().map(CurveAxis.Tick::label).toList());
        assertEquals("100", CurveAxis.probability(figure, 200).ticks().getLast().label());
    }

    @Test
    void labelsThatDoNotTouchStay() {
        double[] wanted = {100, 20, 60};
        assertArrayEquals(wanted, LabelStack.spread(wanted, 14, 0, 200));
    }

    @Test
    void labelsThatTouchAreMovedApart() {
        double[] placed = LabelStack.spread(new double[] {100, 101, 99, 100, 30}, 14, 0, 110);
        double[] sorted = placed.clone();
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) {
            assertTrue(sorted[i] - sorted[i - 1] >= 14 - 1e-9, () -> Arrays.toString(placed));
        }
        assertTrue(sorted[4] <= 110, () -> Arrays.toString(placed));
        assertTrue(placed[2] < placed[0] && placed[0] < placed[1], () -> Arrays.toString(placed));
    }

    @Test
    void tooManyLabelsShareTheRoomThereIs() {
        double[] wanted = new double[20];
        Arrays.fill(wanted, 50);
        double[] placed = LabelStack.spread(wanted, 14, 0, 100);
        assertEquals(0, Arrays.stream(placed).min().orElseThrow(), 1e-9);
        assertEquals(100, Arrays.stream(placed).max().orElseThrow(), 1e-9);
        assertEquals(20, Arrays.stream(placed).distinct().count());
    }
}
