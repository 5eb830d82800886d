package org.diopter.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.diopter.model.testing.HeaderMutations;
import org.diopter.model.testing.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsMutationsTest {
    @Test
    void twentyThousandMutationsAreReadOrRefusedInWords(@TempDir Path folder) {
        byte[] file = new SafetensorsWriter()
                .raw("\"__metadata__\":{\"format\":\"pt\"}")
                .floats("model.norm.weight", 1, 2, 3, 4)
                .tensor("model.embed_tokens.weight", "BF16", List.of(2L, 3L), new byte[12])
                .tensor("lm_head.weight", "F16", List.of(3L, 2L), new byte[12])
                .bytes();
        Path path = folder.resolve("model.safetensors");

        HeaderMutations.Outcome outcome = HeaderMutations.read(file, file.length - 40, 20_000, 20_261_125, bytes -> {
            Files.write(path, bytes);
            Safetensors.read(path);
        });

        assertTrue(outcome.read() > 1000, outcome.toString());
        assertTrue(outcome.refused() > 10_000, outcome.toString());
    }
}
