package org.diopter.engine.lens.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerWalkTest {
    private static final int LAYERS = 3;
    private static final int AT_ONCE = 4;
    /// Rows of each part.
    private static final int[] PARTS = {10, 4, 7};

    /// Walks on to the end, or for so many pieces.
    ///
    /// @param visited hears of every piece as part, first row, rows and layer
    private static boolean go(LayerWalk walk, int pieces, List<String> visited) {
        long until = (long) visited.size() + pieces;
        while (walk.sequence() < PARTS.length) {
            int part = walk.sequence();
            LayerWalk.Chunks chunks = (from, count) -> layer -> {
                visited.add("%d %d %d %d".formatted(part, from, count, layer));
                return 0.1 * part + 0.01 * from + layer / 3.0;
            };
            if (!walk.over(PARTS[part], AT_ONCE, chunks, () -> visited.size() < until)) {
                return false;
            }
            walk.nextPart(part + 1, PARTS[part]);
        }
        return true;
    }

    @Test
    void everyChunkOfEveryPartIsVisitedAtEveryLayer() {
        List<String> visited = new ArrayList<>();
        LayerWalk walk = new LayerWalk(LAYERS);
        assertFalse(walk.begun());
        assertTrue(go(walk, Integer.MAX_VALUE, visited));
        assertEquals(LAYERS * (3 + 1 + 2), visited.size());
        assertEquals("0 8 2 0", visited.get(6));
        assertEquals(21, walk.before());
        assertEquals(21, walk.rows());
        assertTrue(walk.begun());
    }

    @Test
    void whereverItIsBrokenOffItGoesOnToTheSameSums() {
        List<String> all = new ArrayList<>();
        LayerWalk whole = new LayerWalk(LAYERS);
        go(whole, Integer.MAX_VALUE, all);
        for (int pieces = 1; pieces <= all.size(); pieces++) {
            List<String> visited = new ArrayList<>();
            LayerWalk first = new LayerWalk(LAYERS);
            assertFalse(go(first, pieces, visited));
            LayerWalk rest = LayerWalk.of(first.toNumbers(), LAYERS);
            assertTrue(go(rest, Integer.MAX_VALUE, visited));
            assertEquals(all, visited);
            assertArrayEquals(whole.means(), rest.means());
        }
    }

    @Test
    void rowsOfAChunkCountByItsLayers() {
        LayerWalk walk = new LayerWalk(LAYERS);
        go(walk, 4, new ArrayList<>());
        assertEquals(4 + 4 / 3.0, walk.rows(), 1e-12);
    }

    @Test
    void aWalkOverOtherLayersIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> LayerWalk.of(new LayerWalk(2).toNumbers(), LAYERS));
    }
}
