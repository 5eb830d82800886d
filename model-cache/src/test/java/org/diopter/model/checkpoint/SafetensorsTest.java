package org.diopter.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.diopter.model.UnusableInputException;
import org.diopter.model.testing.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SafetensorsTest {
    @TempDir
    Path folder;

    @Test
    void aTensorLiesWhereTheHeaderSaysCountedFromTheStartOfTheFile() throws IOException {
        Path path = new SafetensorsWriter().floats("a", 1, 2, 3).tensor("b", "F16", List.of(1L, 2L), new byte[4]).write(file());

        Safetensors read = Safetensors.read(path);

        long dataStart = Files.size(path) - 16;
        assertEquals(new TensorInfo("a", TensorType.F32, List.of(3L), path.toRealPath(), dataStart, 12), read.tensors().get("a"));
        assertEquals(new TensorInfo("b", TensorType.F16, List.of(1L, 2L), path.toRealPath(), dataStart + 12, 4), read.tensors().get("b"));
        assertEquals(Files.size(path), read.bytes());
    }

    @ParameterizedTest
    @EnumSource
    void everyReadableTypeIsRead(TensorType type) {
        Path path = new SafetensorsWriter().tensor("x", type.name(), List.of(3L), new byte[3 * type.bytes()]).write(file());

        TensorInfo tensor = tensor(Safetensors.read(path), "x");

        assertEquals(type, tensor.type());
        assertEquals(3, tensor.elements());
    }

    @Test
    void scalarsEmptyTensorsAndMetadataAreFine() {
        Path path = new SafetensorsWriter()
                .raw("\"__metadata__\":{\"format\":\"pt\",\"odd\":{\"x\":[1]}}")
                .tensor("scalar", "F64", List.of(), new byte[8])
                .tensor("empty", "F32", List.of(4L, 0L, 1L << 40, 1L << 40), new byte[0])
                .write(file());

        Safetensors read = Safetensors.read(path);

        assertEquals(1, tensor(read, "scalar").elements());
        assertEquals(0, tensor(read, "empty").length());
        assertEquals(2, read.tensors().size());
        assertEquals(Map.of("format", "pt"), read.metadata());
    }

    @Test
    void aTruncatedFileIsRefusedWithBothNumbers() throws IOException {
        Path path = new SafetensorsWriter().floats("a", 1).floats("b", 2, 3).writeWithoutLast(3, file());

        assertRefused(path, "model.safetensors is incomplete: tensor b needs bytes up to %d, the file has %d. Download it again."
                .formatted(Files.size(path) + 3, Files.size(path)));
    }

    @Test
    void aHeaderLengthPastTheEndIsRefusedBeforeAnythingOfThatSizeIsAllocated() throws IOException {
        Path path = SafetensorsWriter.write(file(), ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN).putLong(50_000_000).array());

        assertRefused(path, "its header length, 50000000 bytes, is larger than the file, 100 bytes");
    }

    @Test
    void aNegativeHeaderLengthIsRefused() {
        Path path = SafetensorsWriter.write(file(), ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN).putLong(-1).array());

        assertRefused(path, "its header length, 18446744073709551615 bytes, is larger than the file");
    }

    @Test
    void aHeaderAboveTheLimitIsRefusedEvenIfTheFileHasIt() throws IOException {
        Path path = SafetensorsWriter.write(file(), ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(200_000_000).array());
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.setLength(300_000_000);
        }

        assertRefused(path, "has a header of 200000000 bytes; at most 100000000 are read");
    }

    @Test
    void aFileOfLessThanEightBytesIsRefused() {
        assertRefused(SafetensorsWriter.write(file(), new byte[5]), "model.safetensors is incomplete: it has 5 bytes");
    }

    @Test
    void aGitLfsPointerIsCalledByItsName() {
        String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 123\n";

        assertRefused(SafetensorsWriter.write(file(), pointer.getBytes(StandardCharsets.US_ASCII)), "is a Git LFS pointer of 66 bytes");
    }

    @Test
    void overlappingTensorsAreRefusedByName() {
        Path path = new SafetensorsWriter()
                .raw("\"up\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[4,12]}")
                .raw("\"gate\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]}")
                .gap(12)
                .write(file());

        assertRefused(path, "model.safetensors is damaged: tensors gate and up overlap at byte");
    }

    @Test
    void aTensorInsideAnotherIsAnOverlapToo() {
        Path path = new SafetensorsWriter()
                .raw("\"outer\":{\"dtype\":\"U8\",\"shape\":[12],\"data_offsets\":[0,12]}")
                .raw("\"inner\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[3,4]}")
                .gap(12)
                .write(file());

        assertRefused(path, "tensors outer and inner overlap");
    }

    @Test
    void anUnknownTypeIsRefusedWithTheListOfReadableOnes() {
        Path path = new SafetensorsWriter().tensor("model.norm.weight", "F33", List.of(1L), new byte[4]).write(file());

        assertRefused(path, "model.safetensors: tensor model.norm.weight has dtype F33, which cannot be read; "
                + "readable are F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
        "{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}|tensor x, F32 of shape [2], takes 8 bytes, its data_offsets hold 4",
        "{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}|the shape of x holds -1, a negative number",
        "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}|tensor x begins at 4 and ends before, at 0",
        "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}|the data_offsets of x are 1 numbers, not 2",
        "{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}|the shape of x holds something else than integers",
        "{\"dtype\":\"F32\",\"shape\":1,\"data_offsets\":[0,4]}|the shape of x is no list",
        "{\"dtype\":7,\"shape\":[1],\"data_offsets\":[0,4]}|the dtype of x is no text",
        "{\"shape\":[1],\"data_offsets\":[0,4]}|x lacks its dtype, shape or data_offsets",
        "{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,4]}|has more than 2^63 bytes",
        "{\"dtype\":\"F32\",\"shape\":[9223372036854775808],\"data_offsets\":[0,4]}|holds a number above 2^63",
        "{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[9223372036854775803,9223372036854775807]}|which no file reaches",
        "[]|x is no object"
    })
    void anEntryThatContradictsItselfIsRefused(String entry, String complaint) {
        assertRefused(new SafetensorsWriter().raw("\"x\":" + entry).gap(4).write(file()), complaint);
    }

    @Test
    void aShapeOfManyDimensionsIsRefused() {
        Path path = new SafetensorsWriter().tensor("x", "U8", Collections.nCopies(33, 1L), new byte[1]).write(file());

        assertRefused(path, "the shape of x has more than 32 numbers");
    }

    @Test
    void aNameGivenTwiceIsRefused() {
        Path path = new SafetensorsWriter().floats("twice", 1).floats("twice", 2).write(file());

        assertRefused(path, "The header of model.safetensors is not valid JSON (line 1, column");
    }

    @Test
    void aHeaderThatEndsEarlyIsRefused() {
        assertRefused(SafetensorsWriter.write(file(), SafetensorsWriter.bytes("{\"x\":{\"dtype\"", new byte[0])),
                "The header of model.safetensors is not valid JSON (ends at character 13).");
    }

    @Test
    void aHeaderOfNestedListsIsRefusedAndNotFollowed() {
        assertRefused(SafetensorsWriter.write(file(), SafetensorsWriter.bytes("{\"__metadata__\":{\"x\":" + "[".repeat(1_000_000), new byte[0])),
                "is not valid JSON (line 1");
    }

    @Test
    void aHeaderThatIsNoUtf8IsRefused() {
        byte[] bytes = SafetensorsWriter.bytes("{\"?\":{}}", new byte[0]);
        bytes[10] = (byte) 0xFF;

        assertRefused(SafetensorsWriter.write(file(), bytes), "it is not UTF-8 text");
    }

    @Test
    void controlCharactersOfNamesDoNotReachTheTerminal() {
        Path path = new SafetensorsWriter().raw("\"\\u001b[2Jx\":[]").write(file());

        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> Safetensors.read(path));

        assertTrue(refusal.sentence().contains("\uFFFD[2Jx"), refusal.sentence());
    }

    @Test
    void aMissingFileAndAFolderAreRefused() throws IOException {
        assertRefused(file(), "does not exist");
        Files.createDirectory(file());
        assertRefused(file(), "is not a file");
    }

    private static TensorInfo tensor(Safetensors file, String name) {
        return Objects.requireNonNull(file.tensors().get(name));
    }

    private Path file() {
        return folder.resolve("model.safetensors");
    }

    private static void assertRefused(Path path, String complaint) {
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> Safetensors.read(path));
        assertTrue(refusal.sentence().contains(complaint), refusal.sentence());
        assertEquals("D-103", refusal.code());
    }
}
