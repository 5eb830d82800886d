package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.diopter.app.settings.RecentModel;
import org.diopter.app.settings.SettingsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ModelsCommandTest {
    @TempDir
    static Path home;

    @TempDir
    Path folder;

    @Test
    void theBundledModelComesFirstAndCanBeOpened() {
        JsonNode first = models().get(0);
        assertEquals(List.of("id", "path", "kind", "family", "bytes", "tier", "problem", "tokenizer"), List.copyOf(first.propertyNames()));
        assertEquals("bundled", first.get("id").asString());
        assertEquals("bundled", first.get("kind").asString());
        assertEquals("llama", first.get("family").asString());
        assertEquals("A", first.get("tier").asString());
        assertTrue(first.get("bytes").asLong() > 15_000_000);
        assertTrue(first.get("problem").isNull());
    }

    @Test
    void theGlassBoxComesSecondAndHasATokenizer() {
        JsonNode second = models().get(1);
        assertEquals("glassbox", second.get("id").asString());
        assertEquals("bundled", second.get("kind").asString());
        assertEquals("A", second.get("tier").asString());
        assertEquals("present", second.get("tokenizer").asString());
    }

    @Test
    void aModelThatCannotBeOpenedSaysWhy() throws IOException {
        Files.copy(Path.of(Called.family("llama"), "model.safetensors"), folder.resolve("model.safetensors"));
        String config = Files.readString(Path.of(Called.family("llama"), "config.json"));
        Files.writeString(folder.resolve("config.json"), config.replace("\"vocab_size\": 112", "\"vocab_size\": 113"));
        JsonNode found = named(models("--in", folder.toString()), folder.toString());
        assertTrue(found.get("tier").isNull());
        assertTrue(found.get("problem").asString().contains("vocab_size 113"), found.toString());
    }

    @Test
    void aFolderOfModelsIsLookedInto() {
        Path families = Path.of(Called.family("llama")).toAbsolutePath().normalize().resolveSibling("");
        JsonNode found = models("--in", families.toString());
        assertEquals("A", named(found, families.resolve("gpt2").toString()).get("tier").asString());
        assertEquals("folder", named(found, families.resolve("mistral").toString()).get("kind").asString());
    }

    @Test
    void whatLooksLikeAModelSaysWhyItIsNone() throws IOException {
        Path gguf = Files.createDirectory(folder.resolve("gguf"));
        Files.writeString(gguf.resolve("m.gguf"), "GGUF");
        Path tokenizer = Files.createDirectory(folder.resolve("tokenizer"));
        Files.writeString(tokenizer.resolve("tokenizer.json"), "{}");
        Files.createDirectory(folder.resolve("empty"));
        JsonNode found = models("--in", folder.toString());
        assertTrue(named(found, gguf.resolve("m.gguf").toString()).get("problem").asString().contains("m.gguf is incomplete"), found.toString());
        assertTrue(named(found, tokenizer.toString()).get("problem").asString().contains("config.json is missing"), found.toString());
        assertFalse(found.toString().contains("empty"), found.toString());
    }

    @Test
    void whatIsWrongWithATokenizerIsSaid() throws IOException {
        for (String file : List.of("config.json", "model.safetensors")) {
            Files.copy(Path.of(Called.family("llama"), file), folder.resolve(file));
        }
        assertEquals("none", named(models("--in", folder.toString()), folder.toString()).get("tokenizer").asString());
        Files.writeString(folder.resolve("tokenizer.json"), "{ broken");
        assertEquals("damaged", named(models("--in", folder.toString()), folder.toString()).get("tokenizer").asString());
        String table = Called.with(home, "models", "--in", folder.toString()).out();
        assertTrue(table.contains("tokenizer damaged"), table);
        assertTrue(table.contains("Tier A: "), table);
    }

    @Test
    void anUnknownLayoutIsToldAsWhenItIsOpened() throws IOException {
        Files.copy(Path.of(Called.family("llama"), "model.safetensors"), folder.resolve("model.safetensors"));
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"quokka\"}");
        String problem = named(models("--in", folder.toString()), folder.toString()).get("problem").asString();
        assertEquals("D-102: " + problem, Called.with(home, "lens", folder.toString(), "--token-ids", "1").err().strip());
    }

    @Test
    void whatTheWindowOpenedBeforeIsRecent() {
        Path model = Path.of(Called.family("gpt2")).toAbsolutePath().normalize();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try {
            SettingsFile settings = new SettingsFile(folder, timer);
            settings.open().opened(new RecentModel("gpt2", model, "GPT-2 layout", "2026-11-25"));
            settings.flush();
        } finally {
            timer.shutdownNow();
        }
        Called called = Called.with(folder, "models", "--json", "-");
        assertEquals(0, called.exitCode(), called.err());
        assertEquals("recent", named(called.json().get("models"), model.toString()).get("kind").asString());
    }

    @Test
    void settingsThatCannotBeReadAreNoObstacle() throws IOException {
        Files.writeString(folder.resolve("settings.json"), "{ broken");
        assertEquals(0, Called.with(folder, "models").exitCode());
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Called called = Called.with(home, "models", "--in", folder.resolve("absent").toString());
        assertEquals(3, called.exitCode());
        assertTrue(called.err().contains("There is no folder"), called.err());
    }

    private static JsonNode named(JsonNode models, String id) {
        for (JsonNode model : models) {
            if (model.get("id").asString().equals(id)) {
                return model;
            }
        }
        throw new AssertionError(id + " is not among " + models);
    }

    private static JsonNode models(String... more) {
        String[] args = new String[more.length + 3];
        System.arraycopy(new String[] {"models", "--json", "-"}, 0, args, 0, 3);
        System.arraycopy(more, 0, args, 3, more.length);
        Called called = Called.with(home, args);
        assertEquals(0, called.exitCode(), called.err());
        return called.json().get("models");
    }
}
