package org.diopter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AlignedLayersTest {
    @Test
    void equallyDeepModelsStandLayerBesideLayer() {
        AlignedLayers aligned = AlignedLayers.byDepth(3, 3);
        assertTrue(aligned.isOneToOne());
        assertEquals(List.of(0, 1, 2, 3), aligned.second());
    }

    @Test
    void theDeeperOneIsReadAtTheSameShareOfItsBlocks() {
        AlignedLayers aligned = AlignedLayers.byDepth(4, 6);
        assertFalse(aligned.isOneToOne());
        assertEquals(List.of(0, 1, 2, 3, 4), aligned.first());
        assertEquals(List.of(0, 2, 3, 5, 6), aligned.second());
        assertEquals(AlignedLayers.byDepth(6, 4).first(), aligned.second());
    }

    @Test
    void noLayerIsReadTwice() {
        for (int shallow = 1; shallow < 20; shallow++) {
            for (int deep = shallow; deep < 40; deep++) {
                List<Integer> layers = AlignedLayers.byDepth(shallow, deep).second();
                assertEquals(shallow + 1, layers.stream().distinct().count());
                assertEquals(deep, layers.getLast());
            }
        }
    }
}
