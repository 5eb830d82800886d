package org.diopter.engine.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read of a configuration, and what is refused in it.
class ArchitectureTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"llama_llama3_tied", "llama_linear", "llama_dynamic", "llama_yarn", "phi3", "stablelm", "gemma3", "qwen2_window"})
    void theNewerFormOfAConfigurationSaysTheSame(String name) throws IOException {
        Path family = TinyModel.folder(name);
        Architecture older = read(family);
        Files.copy(family.resolve("model.safetensors"), folder.resolve("model.safetensors"));
        Files.copy(family.resolve("config.v5.json"), folder.resolve("config.json"));
        Architecture newer = read(folder);
        assertEquals(older.context(), newer.context());
        assertEquals(rotations(older), rotations(newer));
        assertEquals(windows(older), windows(newer));
    }

    private static List<Optional<Rotary>> rotations(Architecture architecture) {
        return architecture.blocks().stream().map(block -> block.attention().rotary()).toList();
    }

    private static List<Integer> windows(Architecture architecture) {
        return architecture.blocks().stream().map(block -> block.attention().window()).toList();
    }

    @Test
    void aTiedModelReadsItsHeadFromTheEmbeddingEvenIfAHeadIsStoredToo() throws IOException {
        Files.copy(TinyModel.folder("llama").resolve("model.safetensors"), folder.resolve("model.safetensors"));
        String config = Files.readString(TinyModel.folder("llama").resolve("config.json"));
        Files.writeString(folder.resolve("config.json"), config.replaceAll("\"tie_word_embeddings\": *false", "\"tie_word_embeddings\": true"));
        Architecture architecture = read(folder);
        assertTrue(architecture.unembedding().tied());
        assertEquals("model.embed_tokens.weight", architecture.unembedding().head().weight().name());
    }

    @ParameterizedTest
    @CsvSource({
        "'\"hidden_act\": \"silu\"', '\"hidden_act\": \"maxout\"', maxout",
        "'\"vocab_size\": 112', '\"vocab_size\": 120', 120",
        "'\"num_key_value_heads\": 2', '\"num_key_value_heads\": 3', 3 key/value heads",
        "'\"rope_theta\"', '\"partial_rotary_factor\": 0.5, \"rope_theta\"', partial_rotary_factor",
        "'\"rope_theta\"', '\"final_logit_softcapping\": 30.0, \"rope_theta\"', final_logit_softcapping",
        "'\"rope_scaling\": null', '\"rope_scaling\": {\"rope_type\": \"proportional\", \"factor\": 2}', proportional"
    })
    void whatIsNotUnderstoodIsRefusedByName(String before, String after, String named) throws IOException {
        assertTrue(refusal(config -> config.replace(before, after)).contains(named));
    }

    private String refusal(UnaryOperator<String> change) throws IOException {
        Path family = TinyModel.folder("llama");
        Files.copy(family.resolve("model.safetensors"), folder.resolve("model.safetensors"));
        String config = Files.readString(family.resolve("config.json"));
        String changed = change.apply(config);
        assertTrue(!changed.equals(config), "nothing was changed in " + config);
        Files.writeString(folder.resolve("config.json"), changed);
        return assertThrows(UnusableInputException.class, () -> read(folder)).sentence();
    }

    private static Architecture read(Path model) {
        try (Checkpoint checkpoint = Checkpoint.open(model)) {
            return Families.read(checkpoint);
        }
    }
}
