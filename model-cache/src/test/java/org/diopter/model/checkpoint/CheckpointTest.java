package org.diopter.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.diopter.model.CancelledException;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.testing.SafetensorsWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    private static final String FIRST = "model-00001-of-00002.safetensors";
    private static final String SECOND = "model-00002-of-00002.safetensors";

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void writeConfig() throws IOException {
        folder = Files.createDirectory(temporary.resolve("model"));
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"llama\", \"hidden_size\": 16}");
    }

    @Test
    void aFolderWithOneFileOpens() {
        new SafetensorsWriter().floats("a", 1, 2).floats("b", 3, 4, 5).write(folder.resolve("model.safetensors"));

        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertEquals(Set.of("a", "b"), checkpoint.names());
            assertEquals(16, checkpoint.config().positive("hidden_size"));
            assertEquals(20, checkpoint.weightBytes());
            assertEquals(folder.toAbsolutePath(), checkpoint.folder());
            assertArrayEquals(new float[] {3, 4, 5}, floats(checkpoint, "b", 0, 3));
            assertArrayEquals(new float[] {4}, floats(checkpoint, "b", 1, 1));
            assertEquals(Optional.empty(), checkpoint.find("c"));
        }
    }

    @Test
    void shardsAreOneCheckpoint() throws IOException {
        writeShards();

        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertEquals(Set.of("a", "b"), checkpoint.names());
            assertEquals(folder.resolve(SECOND).toRealPath(), checkpoint.tensor("b").file());
            assertArrayEquals(new float[] {1}, floats(checkpoint, "a", 0, 1));
            assertArrayEquals(new float[] {2, 3}, floats(checkpoint, "b", 0, 2));
        }
    }

    @Test
    void narrowTypesAreWidenedExactlyAndWideOnesRounded() {
        ByteBuffer half = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 0x3C00).putShort((short) 0xFC00);
        ByteBuffer brain = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 0x3F80).putShort((short) 0xC049);
        ByteBuffer wide = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(Math.PI);
        new SafetensorsWriter()
                .tensor("byte", "U8", List.of(1L), new byte[1]) // what follows is not aligned
                .tensor("half", "F16", List.of(2L), half.array())
                .tensor("brain", "BF16", List.of(2L), brain.array())
                .tensor("wide", "F64", List.of(1L), wide.array())
                .write(folder.resolve("model.safetensors"));

        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertArrayEquals(new float[] {1, Float.NEGATIVE_INFINITY}, floats(checkpoint, "half", 0, 2));
            assertArrayEquals(new float[] {1, -3.140625f}, floats(checkpoint, "brain", 0, 2));
            assertArrayEquals(new float[] {(float) Math.PI}, floats(checkpoint, "wide", 0, 1));
            assertArrayEquals(new float[] {-3.140625f}, floats(checkpoint, "brain", 1, 1));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX) // where a file of zeros takes no room
    void filesAboveTwoGibibytesAreRead() throws IOException {
        long pad = (1L << 31) + 5;
        byte[] start = new SafetensorsWriter()
                .raw("\"pad\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[0,%d]}".formatted(pad, pad))
                .raw("\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%d,%d]}".formatted(pad, pad + 4))
                .bytes();
        Path path = SafetensorsWriter.write(folder.resolve("model.safetensors"), start);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(start.length + pad);
            file.write(new byte[] {0, 0, (byte) 0x80, 0x3F});
        }

        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertArrayEquals(new float[] {1}, floats(checkpoint, "x", 0, 1));
            assertEquals(pad + 4, checkpoint.weightBytes());
        }
    }

    @Test
    void integersAreNoWeights() {
        new SafetensorsWriter().tensor("x", "I8", List.of(1L), new byte[1]).write(folder.resolve("model.safetensors"));

        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertRefused("model.safetensors: tensor x has dtype I8; weights must be F64, F32, F16 or BF16.", "D-103",
                    () -> floats(checkpoint, "x", 0, 1));
        }
    }

    @Test
    void readingPastATensorsEndFails() {
        new SafetensorsWriter().floats("a", 1, 2).floats("b", 3).write(folder.resolve("model.safetensors"));

        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertThrows(IndexOutOfBoundsException.class, () -> floats(checkpoint, "a", 1, 2));
            assertThrows(IndexOutOfBoundsException.class, () -> floats(checkpoint, "a", -1, 1));
        }
    }

    @Test
    void mappedBytesAreReadOnlyAndGoneAfterClose() {
        new SafetensorsWriter().floats("a", 7).write(folder.resolve("model.safetensors"));
        MemorySegment bytes;
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            bytes = checkpoint.bytes(checkpoint.tensor("a"));
            assertEquals(4, bytes.byteSize());
            assertTrue(bytes.isReadOnly());
        }

        assertThrows(IllegalStateException.class, () -> bytes.get(ValueLayout.JAVA_BYTE, 0));
    }

    @Test
    void aMissingTensorIsNamedWithTheModelsType() {
        new SafetensorsWriter().floats("a", 1).write(folder.resolve("model.safetensors"));

        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertRefused("model.safetensors has no tensor model.norm.weight, which a llama model needs; it has 1 others.", "D-103",
                    () -> checkpoint.tensor("model.norm.weight"));
        }
    }

    @Test
    void aFolderWithoutAModelIsRefusedWithWhatIsMissing() throws IOException {
        assertRefused("Expected config.json with *.safetensors, a .gguf file or an .onnx file. model.safetensors is missing.", "D-101",
                () -> Checkpoint.open(folder));
        Files.delete(folder.resolve("config.json"));
        assertRefused("No model found in ‘%s’.".formatted(folder), "D-101", () -> Checkpoint.open(folder));
        assertRefused("config.json is missing.", "D-101", () -> Checkpoint.open(folder.resolve("not there")));
    }

    @Test
    void aMissingShardIsNamed() throws IOException {
        writeShards();
        Files.delete(folder.resolve(SECOND));

        assertRefused("%s is missing; model.safetensors.index.json says that 1 tensors lie in it.".formatted(SECOND), "D-103",
                () -> Checkpoint.open(folder));
    }

    @Test
    void aTensorThatItsShardLacksIsNamed() throws IOException {
        writeShards();
        writeIndex("{\"weight_map\": {\"a\": \"%s\", \"c\": \"%s\"}}".formatted(FIRST, SECOND));

        assertRefused("%s has no tensor c, which model.safetensors.index.json places in it.".formatted(SECOND), "D-103",
                () -> Checkpoint.open(folder));
    }

    @Test
    void aShardOutsideTheFolderIsNotFollowed() throws IOException {
        new SafetensorsWriter().floats("a", 1).write(temporary.resolve("outside.safetensors"));
        for (String escape : List.of("../outside.safetensors", temporary.resolve("outside.safetensors").toString(), "C:outside.safetensors",
                "..\\\\outside.safetensors", "..", "", "sub/outside.safetensors", "\\u0000.safetensors")) {
            writeIndex("{\"weight_map\": {\"a\": \"%s\"}}".formatted(escape));

            assertRefused("only names of .safetensors files in the model's own folder are followed", "D-103", () -> Checkpoint.open(folder));
        }
    }

    @Test
    void anIndexWithoutItsMapIsRefused() throws IOException {
        writeIndex("{\"metadata\": {}}");
        assertRefused("model.safetensors.index.json has no object weight_map", "D-103", () -> Checkpoint.open(folder));
        writeIndex("{\"weight_map\": {\"a\": 7}}");
        assertRefused("places tensor a in ‘7’", "D-103", () -> Checkpoint.open(folder));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aHubCacheOfSymbolicLinksOpensAndKeepsRealPaths() throws IOException {
        Path hub = Files.createDirectories(temporary.resolve("models--org--name"));
        Path blobs = Files.createDirectory(hub.resolve("blobs"));
        Path snapshot = Files.createDirectories(hub.resolve("snapshots/0123abc"));
        Files.writeString(blobs.resolve("c0"), "{\"model_type\": \"llama\"}");
        new SafetensorsWriter().floats("a", 42).write(blobs.resolve("e1"));
        Files.createSymbolicLink(snapshot.resolve("config.json"), Path.of("../../blobs/c0"));
        Files.createSymbolicLink(snapshot.resolve("model.safetensors"), Path.of("../../blobs/e1"));

        try (Checkpoint checkpoint = Checkpoint.open(snapshot)) {
            assertEquals(blobs.resolve("e1").toRealPath(), checkpoint.tensor("a").file());
            assertEquals(snapshot, checkpoint.folder());
            assertArrayEquals(new float[] {42}, floats(checkpoint, "a", 0, 1));
        }
    }

    @Test
    void theIdentityOfOneFileIsTheHashOfItsBytes() throws Exception {
        byte[] bytes = new SafetensorsWriter().floats("a", 1, 2, 3).bytes();
        SafetensorsWriter.write(folder.resolve("model.safetensors"), bytes);

        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertEquals(sha256(bytes), checkpoint.sha256(Progress.NONE));
        }
    }

    @Test
    void theIdentityOfShardsIsTheHashOfTheirHashesInNameOrder() throws Exception {
        writeShards();
        String first = sha256(Files.readAllBytes(folder.resolve(FIRST)));
        String second = sha256(Files.readAllBytes(folder.resolve(SECOND)));

        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertEquals(sha256((first + second).getBytes(StandardCharsets.US_ASCII)), checkpoint.sha256(Progress.NONE));
        }
    }

    @Test
    void hashingTellsItsProgressInBytesAndStopsWhenCancelled() throws IOException {
        new SafetensorsWriter().tensor("a", "U8", List.of(3L << 20), new byte[3 << 20]).write(folder.resolve("model.safetensors"));
        long size = Files.size(folder.resolve("model.safetensors"));
        RecordingProgress whole = new RecordingProgress(Long.MAX_VALUE);
        RecordingProgress stopped = new RecordingProgress(1);

        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            checkpoint.sha256(whole);
            assertThrows(CancelledException.class, () -> checkpoint.sha256(stopped));
        }

        assertEquals(size, whole.done.getLast());
        assertTrue(stopped.done.getLast() < size);
    }

    @Test
    void afterCloseTheFilesCanBeDeletedAndClosingAgainIsHarmless() {
        Path file = new SafetensorsWriter().floats("a", 1).write(folder.resolve("model.safetensors"));
        Checkpoint checkpoint = Checkpoint.open(folder);
        checkpoint.close();
        checkpoint.close();

        assertDoesNotThrow(() -> Files.delete(file));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void noFileStaysOpenAndNothingStaysMapped() throws IOException {
        writeShards();
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            checkpoint.sha256(Progress.NONE);
            assertEquals(List.of(), openFiles(), "open while in use");
            assertTrue(Files.readString(Path.of("/proc/self/maps")).contains(folder.toString()), "mapped while in use");
        }
        assertFalse(Files.readString(Path.of("/proc/self/maps")).contains(folder.toString()), "mapped after close");
        assertEquals(List.of(), openFiles(), "open after close");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void noFileStaysOpenAfterAFailure() throws IOException {
        writeShards();
        byte[] second = Files.readAllBytes(folder.resolve(SECOND));
        Files.write(folder.resolve(SECOND), Arrays.copyOf(second, second.length - 1));

        assertRefused("%s is incomplete".formatted(SECOND), "D-103", () -> Checkpoint.open(folder));

        assertEquals(List.of(), openFiles());
        assertFalse(Files.readString(Path.of("/proc/self/maps")).contains(folder.toString()));
    }

    private List<Path> openFiles() throws IOException {
        List<Path> open = new ArrayList<>();
        try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
            for (Path handle : handles.toList()) {
                if (Files.isSymbolicLink(handle) && Files.readSymbolicLink(handle).startsWith(folder)) {
                    open.add(Files.readSymbolicLink(handle));
                }
            }
        }
        return open;
    }

    private void writeShards() throws IOException {
        new SafetensorsWriter().floats("a", 1).write(folder.resolve(FIRST));
        new SafetensorsWriter().floats("b", 2, 3).write(folder.resolve(SECOND));
        writeIndex("{\"metadata\": {\"total_size\": 12}, \"weight_map\": {\"b\": \"%s\", \"a\": \"%s\"}}".formatted(SECOND, FIRST));
    }

    private void writeIndex(String json) throws IOException {
        Files.writeString(folder.resolve("model.safetensors.index.json"), json);
    }

    private static float[] floats(Checkpoint checkpoint, String name, long from, int count) {
        float[] into = new float[count];
        checkpoint.read(checkpoint.tensor(name), from, into);
        return into;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static void assertRefused(String complaint, String code, Executable action) {
        UnusableInputException refusal = assertThrows(UnusableInputException.class, action);
        assertTrue(refusal.sentence().contains(complaint), refusal.sentence());
        assertEquals(code, refusal.code());
    }

    private static final class RecordingProgress implements Progress {
        private final long cancelAt;
        private final List<Long> done = new ArrayList<>();

        RecordingProgress(long cancelAt) {
            this.cancelAt = cancelAt;
        }

        @Override
        public void stage(String name, int number, int of) {}

        @Override
        public void items(long items, long total) {
            done.add(items);
        }

        @Override
        public boolean cancelled() {
            return !done.isEmpty() && done.getLast() >= cancelAt;
        }
    }
}
