package org.diopter.engine.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScoredCacheTest {
    @Test
    void attentionThatIsLostInFloat32EarnsNothingAndSpoilsNothing() {
        ScoredCache cache = new ScoredCache(new Budget.Counts(0, 1, 0), 1, Timing.STREAMING, 1, false);
        int[] visible = new int[4];
        cache.choose(0, new float[][] {{1}}, visible);
        cache.choose(1, new float[][] {{0, 1}}, visible);
        cache.choose(2, new float[][] {{1, 0, 0}}, visible);
        assertEquals(2, cache.choose(3, new float[][] {{0, 0, 1, 0}}, visible));
        double[] scores = new double[4];
        cache.scores(0, scores);
        for (int slot = 0; slot < cache.count(); slot++) {
            assertTrue(Double.isFinite(scores[cache.position(slot)]), "score " + scores[cache.position(slot)]);
        }
    }
}
