package org.diopter.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.diopter.engine.arch.Families;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Checkpoint;
import org.junit.jupiter.api.Test;

class MemoryEstimateTest {
    @Test
    void everyMatrixOfTheBlocksAndTheHeadCountsOnceInFloat32() {
        try (Checkpoint checkpoint = Checkpoint.open(TinyModel.folder("llama_fp16"))) {
            long attention = 32 * 32 + 2 * 16 * 32 + 32 * 32;
            long mlp = 3 * 72 * 32;
            assertEquals(4 * (3 * (attention + mlp) + 112 * 32), MemoryEstimate.of(Families.read(checkpoint)).bytes());
        }
    }

    @Test
    void aModelLargerThanMemoryIsRefusedWithBothNumbers() {
        MemoryEstimate estimate = new MemoryEstimate(9_400_000_000L);
        UnusableInputException problem =
                assertThrows(UnusableInputException.class, () -> estimate.require("large", OptionalLong.of(6_100_000_000L)));
        assertEquals("D-105", problem.code());
        assertTrue(problem.sentence().contains("9400 MB") && problem.sentence().contains("6100 MB"), problem.sentence());
        assertDoesNotThrow(() -> estimate.require("large", OptionalLong.empty()));
    }
}
