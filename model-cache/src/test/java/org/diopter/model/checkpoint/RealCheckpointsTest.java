package org.diopter.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.diopter.model.Progress;
import org.diopter.model.testing.SharedFiles;
import org.junit.jupiter.api.Test;

/// Models that lie beside a checkout, against what their own notes say about them.
class RealCheckpointsTest {
    @Test
    void storiesHasItsPublishedHashAndShapes() {
        try (Checkpoint checkpoint = Checkpoint.open(SharedFiles.require("models/stories260K-hf"))) {
            assertEquals("407a7c581bdd66972383ce9ad24857713fb98786d06ea564a2fe9b34ebe77dfd", checkpoint.sha256(Progress.NONE));
            assertEquals(List.of(512L, 64L), checkpoint.tensor("model.embed_tokens.weight").shape());
            assertEquals(TensorType.F32, checkpoint.tensor("model.embed_tokens.weight").type());
        }
    }

    @Test
    void tinystoriesHasItsParametersAndOnlyTheHeadOfTheTiedPair() {
        try (Checkpoint checkpoint = Checkpoint.open(SharedFiles.require("models/tinystories-656K"))) {
            assertEquals(4 * 656_000, checkpoint.weightBytes());
            assertTrue(checkpoint.find("lm_head.weight").isPresent());
            assertFalse(checkpoint.find("model.embed_tokens.weight").isPresent());
        }
    }

    @Test
    void almanacsHalvesAreReadAsFiniteNumbersOfAnEmbeddingsSize() {
        try (Checkpoint checkpoint = Checkpoint.open(SharedFiles.require("models/almanac-8m"))) {
            TensorInfo embedding = checkpoint.tensor("model.embed_tokens.weight");
            float[] values = new float[(int) embedding.elements()];
            checkpoint.read(embedding, 0, values);

            double squares = 0;
            for (float value : values) {
                squares += (double) value * value;
            }
            assertEquals(TensorType.F16, embedding.type());
            assertEquals(8192L * 256, embedding.elements());
            double rms = Math.sqrt(squares / values.length);
            assertTrue(rms > 1e-3 && rms < 10, "root mean square " + rms);
        }
    }
}
