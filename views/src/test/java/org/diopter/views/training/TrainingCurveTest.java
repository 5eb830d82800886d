package org.diopter.views.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.diopter.engine.lens.training.CurvePoint;
import org.junit.jupiter.api.Test;

class TrainingCurveTest {
    private static CurvePoint point(long tokens, int layer, double kl) {
        return new CurvePoint(tokens / 100.0, tokens, layer, kl, 4);
    }

    private static TrainingCurve curve(double... kls) {
        TrainingCurve curve = TrainingCurve.EMPTY.withPerStep(100);
        for (int i = 0; i < kls.length; i++) {
            curve = curve.and(List.of(point(i * 100L, 1, kls[i])));
        }
        return curve;
    }

    @Test
    void theBestStepIsWhereTheDivergenceWasLeast() {
        TrainingCurve.Layer layer = curve(3, 1, 2).layers().getFirst();
        assertEquals(1, layer.bestStep());
        assertEquals(1, layer.best());
        assertEquals(-0.5, layer.change());
    }

    @Test
    void aLayerThatHardlyFallsHasSettled() {
        assertEquals(TrainingCurve.State.SETTLED, curve(2, 1.999).layers().getFirst().state());
        assertEquals(TrainingCurve.State.IMPROVING, curve(2, 1.9).layers().getFirst().state());
    }

    @Test
    void aLayerAboveTheLogitLensIsSaidToBeWorse() {
        assertEquals(TrainingCurve.State.WORSE, curve(3, 4.1).layers().getFirst().state());
    }

    @Test
    void afterOneMeasurementALayerIsStillImproving() {
        assertEquals(TrainingCurve.State.IMPROVING, curve(3).layers().getFirst().state());
        assertTrue(Double.isNaN(curve(3).layers().getFirst().lately()));
    }

    @Test
    void meansAreOverLayers() {
        TrainingCurve curve = TrainingCurve.EMPTY.and(List.of(point(0, 0, 1), point(0, 3, 2)));
        assertEquals(1.5, curve.meanNow());
        assertEquals(4, curve.meanLogitLens());
    }
}
