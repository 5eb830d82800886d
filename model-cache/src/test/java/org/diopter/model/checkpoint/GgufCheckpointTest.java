package org.diopter.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.diopter.model.CancelledException;
import org.diopter.model.Progress;
import org.diopter.model.checkpoint.gguf.SmallGguf;
import org.diopter.model.checkpoint.gguf.TinyGguf;
import org.diopter.model.store.ArtefactStore;
import org.diopter.model.store.Sha256;
import org.diopter.model.testing.SharedFiles;
import org.diopter.model.testing.SmolLm2;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GgufCheckpointTest {
    @TempDir
    Path folder;

    private ArtefactStore store;
    private Path file;

    @BeforeEach
    void make() {
        store = new ArtefactStore(folder.resolve("store"), 1 << 30);
        file = SmallGguf.llama().write(folder.resolve("small.gguf"));
    }

    @Test
    void aFileOpensAsAFolderDoes() throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(file, store, Progress.NONE)) {
            assertEquals(file, checkpoint.folder());
            assertEquals("llama", checkpoint.config().string("model_type").orElseThrow());
            assertEquals(12, checkpoint.names().size());
            assertEquals(List.of(6L, 8L), checkpoint.tensor("model.layers.0.mlp.gate_proj.weight").shape());
            float[] values = new float[3];
            checkpoint.read(checkpoint.tensor("model.embed_tokens.weight"), 1, values);
            assertArrayEquals(new float[] {0.5f, 1, 1.5f}, values);
            assertEquals(Sha256.of(file), checkpoint.sha256(Progress.NONE));
        }
    }

    @Test
    void aFileIsDescribedWithoutBeingUnpacked() {
        try (Checkpoint described = Checkpoint.open(file);
                Checkpoint opened = Checkpoint.open(file, store, Progress.NONE)) {
            assertEquals(opened.names(), described.names());
            assertEquals(opened.config().json(), described.config().json());
            assertEquals(opened.weightBytes(), described.weightBytes());
            TensorInfo norm = described.tensor("model.norm.weight");
            assertThrows(IllegalArgumentException.class, () -> described.bytes(norm));
        }
    }

    @Test
    void weightsAreUnpackedOnceAndFoundByTheFilesContent() throws IOException {
        Path copy = folder.resolve("copy.gguf");
        Files.copy(file, copy);
        List<String> stages = new ArrayList<>();

        Checkpoint.open(file, store, stages(stages)).close();
        Checkpoint.open(file, store, stages(stages)).close();
        Checkpoint.open(copy, store, stages(stages)).close();

        assertEquals(List.of("Hash weights", "Unpack weights", "Hash weights"), stages);
    }

    @Test
    void aBrokenEntryIsSetAsideAndMadeAgain() throws IOException {
        Checkpoint.open(file, store, Progress.NONE).close();
        Path entry = entries().getFirst();
        byte[] intact = Files.readAllBytes(entry);
        byte[] broken = intact.clone();
        broken[broken.length - 1] ^= 1;
        Files.write(entry, broken);
        ArtefactStore later = new ArtefactStore(folder.resolve("store"), 1 << 30);

        try (Checkpoint checkpoint = Checkpoint.open(file, later, Progress.NONE)) {
            assertArrayEquals(intact, Files.readAllBytes(checkpoint.tensor("model.norm.weight").file()));
        }
        assertEquals(2, entries().size());
        assertTrue(entries().stream().anyMatch(path -> path.toString().endsWith(".damaged")));
    }

    @Test
    void unpackingStopsWhenItsUserSaysSoAndLeavesNothing() throws IOException {
        AtomicLong asked = new AtomicLong();
        Progress cancelled = new Progress() {
            @Override
            public void stage(String name, int number, int of) {}

            @Override
            public void items(long done, long total) {
                asked.incrementAndGet();
            }

            @Override
            public boolean cancelled() {
                return asked.get() > 3;
            }
        };

        assertThrows(CancelledException.class, () -> Checkpoint.open(file, store, cancelled));

        assertEquals(List.of(), entries());
    }

    @Test
    void plainValuesKeepTheirTypeAndPackedOnesBecomeFloat32() {
        try (Checkpoint checkpoint = Checkpoint.open(TinyGguf.path(), store, Progress.NONE)) {
            assertEquals(TensorType.F16, checkpoint.tensor("model.layers.0.mlp.gate_proj.weight").type());
            assertEquals(TensorType.BF16, checkpoint.tensor("model.layers.1.self_attn.o_proj.weight").type());
            assertEquals(TensorType.F32, checkpoint.tensor("model.layers.1.self_attn.q_proj.weight").type());
        }
    }

    @Test
    void aRealFileBecomesTheTensorsOfItsReference() throws Exception {
        Path real = SmolLm2.require();
        JsonNode reference = JsonMapper.shared().readTree(Files.readString(SharedFiles.require("oracles/smollm2/reference.json")));
        try (Checkpoint checkpoint = Checkpoint.open(real, store, Progress.NONE)) {
            assertEquals(reference.get("gguf_sha256").stringValue(), checkpoint.sha256(Progress.NONE));
            assertEquals(272, checkpoint.names().size());
            assertEquals(538_060_032, checkpoint.weightBytes());
            assertEquals(true, checkpoint.config().flag("tie_word_embeddings").orElseThrow());
            assertEquals(100_000, checkpoint.config().number("rope_theta").orElseThrow());
            assertEquals(1e-5, checkpoint.config().number("rms_norm_eps").orElseThrow());
        }
    }

    private List<Path> entries() throws IOException {
        Path kind = folder.resolve("store").resolve("unpacked-gguf");
        if (!Files.exists(kind)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(kind)) {
            return paths.filter(Files::isRegularFile).toList();
        }
    }

    private static Progress stages(List<String> into) {
        return new Progress() {
            @Override
            public void stage(String name, int number, int of) {
                into.add(name);
            }

            @Override
            public void items(long done, long total) {}

            @Override
            public boolean cancelled() {
                return false;
            }
        };
    }
}
