package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.diopter.model.store.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class BundledModelFilesTest {
    private static final Path FOLDER = Path.of("src", "main", "resources", "org", "diopter", "bundled", "almanac-8m");

    @ParameterizedTest
    @CsvSource({"., almanac-8m", "lens, almanac-8m-lens", "kernels, almanac-8m-kernels"})
    void theManifestTellsEveryFilesSizeAndHash(String place, String name) throws IOException {
        Path folder = FOLDER.resolve(place);
        JsonNode manifest = Json.MAPPER.readTree(Files.readString(folder.resolve("manifest.json")));
        assertEquals(name, manifest.get("name").asString());
        for (JsonNode file : manifest.get("files")) {
            Path path = folder.resolve(file.get("name").asString());
            assertEquals(Files.size(path), file.get("bytes").asLong(), path.toString());
            assertEquals(Sha256.of(path), file.get("sha256").asString(), path.toString());
        }
    }

    @Test
    void theLensThatComesAlongIsNearerToTheOutputAtEveryLayer(@TempDir Path home) throws IOException {
        Path text = Files.writeString(home.resolve("text.txt"), Files.readString(FOLDER.resolve("evaluation-text.txt")).substring(0, 12_000));
        Called called = Called.with(home, "eval-lens", "bundled", "--lens", "bundled", "--text", text.toString(),
                "--sequence-length", "256", "--json", "-");
        assertEquals(0, called.exitCode(), called.err());
        for (JsonNode layer : called.json().get("layers")) {
            double logitLens = layer.at("/logitLens/kl").asDouble();
            assertTrue(layer.get("kl").asDouble() < 0.5 * logitLens, layer.toString());
        }
        assertFalse(called.err().contains("D-302"), called.err());
    }

    @Test
    void theManifestHasWhatAModelFolderNeedsAndItsNotice() throws IOException {
        String manifest = Files.readString(FOLDER.resolve("manifest.json"));
        for (String name : List.of("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json", "NOTICE")) {
            assertTrue(manifest.contains('"' + name + '"'), name);
        }
    }
}
