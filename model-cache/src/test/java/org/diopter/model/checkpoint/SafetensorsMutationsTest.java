package org.diopter.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.diopter.model.UnusableInputException;
import org.diopter.model.testing.HeaderMutations;
import org.diopter.model.testing.SafetensorsWriter;
import org.diopter.model.testing.Watch;
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

        try (Watch watch = Watch.start()) {
            HeaderMutations.Outcome outcome = HeaderMutations.read(file, file.length - 40, 20_000, 20_261_125, bytes -> {
                Files.write(path, bytes);
                Safetensors.read(path);
            });
            watch.assertNothingButFilesIn(folder);

            assertTrue(outcome.read() > 1000, outcome.toString());
            assertTrue(outcome.refused() > 10_000, outcome.toString());
        }
    }

    /// The list of shards is the one part of such a model that names other files.
    @Test
    void noShardOutsideTheFolderIsOpenedWhateverTheIndexSays(@TempDir Path outside) throws IOException {
        Path folder = Files.createDirectory(outside.resolve("model"));
        new SafetensorsWriter().floats("a", 1, 2).write(folder.resolve("1.safetensors"));
        new SafetensorsWriter().floats("a", 3, 4).write(outside.resolve("1.safetensors"));
        SplittableRandom random = new SplittableRandom(20_261_125);
        String[] pieces = {"..", "/", "1.safetensors", "\\\\", "model", ".", "\\u0000", "%2e%2e", "file:", outside.toString(), "C:", ""};
        int read = 0;
        try (Watch watch = Watch.start()) {
            for (int i = 0; i < 5_000; i++) {
                String name = random.ints(1 + random.nextInt(4), 0, pieces.length).mapToObj(piece -> pieces[piece]).collect(Collectors.joining());
                Files.writeString(folder.resolve("model.safetensors.index.json"), "{\"weight_map\":{\"a\":\"%s\"}}".formatted(name));
                try {
                    assertEquals(folder.toRealPath(), WeightFiles.find(folder).orElseThrow().files().getFirst().path().getParent(), name);
                    read++;
                } catch (UnusableInputException e) {
                    assertFalse(e.sentence().isBlank(), name);
                }
            }
            watch.assertNothingButFilesIn(folder);
        }
        assertTrue(read > 100, "only " + read + " were read");
    }
}
