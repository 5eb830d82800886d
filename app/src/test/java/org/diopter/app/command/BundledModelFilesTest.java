package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.diopter.model.store.Sha256;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BundledModelFilesTest {
    private static final Path FOLDER = Path.of("src", "main", "resources", "org", "diopter", "bundled", "almanac-8m");

    @Test
    void theManifestTellsEveryFilesSizeAndHash() throws IOException {
        JsonNode manifest = Json.MAPPER.readTree(Files.readString(FOLDER.resolve("manifest.json")));
        assertEquals("almanac-8m", manifest.get("name").asString());
        for (JsonNode file : manifest.get("files")) {
            Path path = FOLDER.resolve(file.get("name").asString());
            assertEquals(Files.size(path), file.get("bytes").asLong(), path.toString());
            assertEquals(Sha256.of(path), file.get("sha256").asString(), path.toString());
        }
    }

    @Test
    void theManifestHasWhatAModelFolderNeedsAndItsNotice() throws IOException {
        String manifest = Files.readString(FOLDER.resolve("manifest.json"));
        for (String name : List.of("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json", "NOTICE")) {
            assertTrue(manifest.contains('"' + name + '"'), name);
        }
    }
}
