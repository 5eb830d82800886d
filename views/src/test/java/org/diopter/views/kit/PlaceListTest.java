package org.diopter.views.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;

class PlaceListTest {
    private static final PlaceList LAYERS = PlaceList.layers(8);

    @Test
    void allLayersAreAskedForByNone() {
        assertEquals(List.of(), LAYERS.named("all"));
        assertEquals(List.of(), LAYERS.named(" "));
    }

    @Test
    void layersAreNumbersAndRangesInAnyOrder() {
        assertEquals(List.of(0, 1, 2, 3, 6), LAYERS.named("6, emb-2,2 – 3"));
    }

    @Test
    void theOutputIsNoLayerToTrain() {
        assertEquals("D-205", assertThrows(UnusableInputException.class, () -> LAYERS.named("8")).code());
        assertEquals("D-205", assertThrows(UnusableInputException.class, () -> LAYERS.named("first")).code());
    }

    @Test
    void aRangeThatGoesBackwardsIsNotAll() {
        assertEquals("D-205", assertThrows(UnusableInputException.class, () -> LAYERS.named("6-2")).code());
    }

    @Test
    void blocksHaveNoEmbedding() {
        assertEquals(List.of(0, 7), PlaceList.blocks(8).named("0, 7"));
        String said = assertThrows(UnusableInputException.class, () -> PlaceList.blocks(8).named("emb")).sentence();
        assertTrue(said.contains("Blocks go from 0 to 7"), said);
    }
}
