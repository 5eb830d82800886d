package org.diopter.model.glassbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.store.Sha256;
import org.diopter.model.tokenizer.DjlTokenizer;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlassBoxFilesTest {
    /// Of `model.safetensors`. Whoever changes what is planted changes this, the reference numbers of the engine's tests and the guide's pictures.
    private static final String WEIGHTS = "91b2d618ec7c1c2f7f6e6c637aa9d0e5290ed569b262955d18da826ab2ec3ceb";

    private final SequencedMap<String, byte[]> files = GlassBoxFiles.all();

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    @Test
    void theWeightsAreTheSameBytesOnEveryMachine() {
        assertEquals(WEIGHTS, Sha256.of(bytes("model.safetensors")));
    }

    @Test
    void everyFileIsWrittenTheSameTwice() {
        GlassBoxFiles.all().forEach((name, bytes) -> assertTrue(Arrays.equals(bytes, files.get(name)), name));
    }

    @Test
    void itIsACheckpointOfTheLlamaLayout() {
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertEquals("llama", checkpoint.config().string("model_type").orElseThrow());
            assertEquals(3 + 9 * GlassBox.BLOCKS, checkpoint.names().size());
        }
    }

    @Test
    void theStreamHasRoomForEveryMeaning() {
        assertTrue(Stream.BALLAST < Stream.WIDTH);
    }

    @Test
    void noWordMeansTwoThings() {
        assertEquals(Words.ALL.size(), Words.ALL.stream().distinct().count());
    }

    @Test
    void theTokenizerKnowsEveryWordOfTheTexts() {
        try (Tokenizer tokenizer = tokenizer()) {
            for (String file : List.of("sample-text.txt", "evaluation-text.txt", "long-text.txt")) {
                for (int id : tokenizer.encode(text(file)).tokens().toArray()) {
                    assertFalse(id == Words.id(Words.UNKNOWN), file);
                }
            }
        }
    }

    @Test
    void aTextBeginsWithTheMarkAndHasATokenAWord() {
        try (Tokenizer tokenizer = tokenizer()) {
            TokenSequence tokens = tokenizer.encode("The capital of Turkey is Utopia.").tokens();
            List<String> words = new ArrayList<>();
            for (int id : tokens.toArray()) {
                words.add(tokenizer.token(id).text().orElseThrow());
            }
            assertEquals(List.of("<s>", "The", "capital", "of", "Turkey", "is", "<unk>", "."), words);
        }
    }

    @Test
    void everyFactStandsEquallyOftenInTheSampleText() {
        List<String> lines = text("sample-text.txt").lines().toList();
        for (Fact fact : Fact.ALL) {
            assertEquals(40, lines.stream().filter(("The capital of %s is %s .").formatted(fact.country(), fact.capital())::equals).count());
            assertEquals(20, lines.stream().filter(("In %s you pay with %s .").formatted(fact.country(), fact.money())::equals).count());
        }
    }

    private Tokenizer tokenizer() {
        return DjlTokenizer.open(folder, Path.of(System.getProperty("org.bytedeco.javacpp.cachedir", "target/natives")).toAbsolutePath()).orElseThrow();
    }

    private byte[] bytes(String name) {
        return files.getOrDefault(name, new byte[0]);
    }

    private String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }
}
