package org.diopter.model.checkpoint.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.TensorType;
import org.diopter.model.testing.SharedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that torch.save wrote, and what is no such file.
class TorchFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"state-dict-protocol-2.pt", "state-dict-protocol-5.pt"})
    void aStateDictOfAModuleIsRead(String name) {
        try (TorchFile file = TorchFile.open(Fixture.path(name))) {
            assertEquals(List.of("0.weight", "0.bias", "1.weight", "1.bias"), List.copyOf(file.tensors().keySet()));
            assertEquals(List.of(3L, 3L), tensor(file, "1.weight").shape());
            assertArrayEquals(new float[] {-2, -1.75f, -1.5f, -1.25f, -1, -0.75f, -0.5f, -0.25f, 0}, floats(file, "1.weight"));
            assertArrayEquals(new float[] {-3, -2.75f, -2.5f}, floats(file, "1.bias"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "whole, '3,4', '0,1,2,3,4,5,6,7,8,9,10,11'",
        "transposed, '4,3', '0,4,8,1,5,9,2,6,10,3,7,11'",
        "part, '2,2', '5,6,9,10'",
        "last, '', '11'",
        "column, '3', '2,6,10'",
        "none, '0,4', ''",
        "cube, '2,2,3', '0,2,4,6,8,10,1,3,5,7,9,11'",
        "parameter, '2,2', '1,1,1,1'"
    })
    void aViewOfAStorageIsReadInRowMajorOrder(String name, String shape, String values) {
        try (TorchFile file = TorchFile.open(Fixture.path("views.pt"))) {
            assertEquals(numbers(shape).stream().map(Double::longValue).toList(), tensor(file, name).shape());
            assertEquals(numbers(values), doubles(floats(file, name)));
        }
    }

    @Test
    void tensorsOfOneStorageShareIt() {
        try (TorchFile file = TorchFile.open(Fixture.path("views.pt"))) {
            assertEquals(tensor(file, "whole").storage(), tensor(file, "transposed").storage());
        }
    }

    @Test
    void everyFloatingPointTypeIsWidened() {
        try (TorchFile file = TorchFile.open(Fixture.path("floats.pt"))) {
            assertArrayEquals(new float[] {1.5f, -2, 0, 65504}, floats(file, "f64"));
            assertArrayEquals(new float[] {1.5f, -2, 0, 65504}, floats(file, "f32"));
            assertArrayEquals(new float[] {1.5f, -2, 0, 65504}, floats(file, "f16"));
            float bf16 = Float.intBitsToFloat(Float.floatToIntBits(1e30f) + 0x8000 & 0xffff0000);
            assertArrayEquals(new float[] {1.5f, -2, 0, bf16}, floats(file, "bf16"));
        }
    }

    @Test
    void integersAreKnownButNotReadAsFloats() {
        try (TorchFile file = TorchFile.open(Fixture.path("integers.pt"))) {
            assertEquals(
                    List.of(TensorType.I64, TensorType.I32, TensorType.I16, TensorType.I8, TensorType.U8, TensorType.BOOL),
                    file.tensors().values().stream().map(TorchTensor::type).toList());
            UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> floats(file, "i64"));
            assertEquals("integers.pt holds a tensor of type I64 where floating-point numbers are needed.", refusal.sentence());
        }
    }

    @Test
    void plainValuesComeOutAsJavaHasThem() {
        try (TorchFile file = TorchFile.open(Fixture.path("plain.pt"))) {
            Map<?, ?> content = assertInstanceOf(Map.class, file.content());
            assertEquals("héllo", content.get("text"));
            assertEquals(3L, content.get("n"));
            assertEquals(1L << 40, content.get("large"));
            assertEquals(-5L, content.get("less"));
            assertEquals(0.5, content.get("x"));
            assertEquals(true, content.get("yes"));
            assertTrue(content.containsKey("none") && content.get("none") == null);
            assertEquals(List.of(1L, List.of(2L, 3L), Map.of(4L, "four")), content.get("list"));
            assertThrows(UnusableInputException.class, file::tensors);
        }
    }

    @Test
    void aFileWithoutChecksumsIsRead() {
        try (TorchFile file = TorchFile.open(Fixture.path("without-checksums.pt"))) {
            assertArrayEquals(new float[] {1, 1, 1}, floats(file, "a"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "device.pt | device.pt contains torch.device, which is no tensor. Nothing of the file was run.",
        "module.pt | module.pt contains torch.nn.modules.linear.Linear, which is no tensor. Nothing of the file was run.",
        "before-1.6.pt | before-1.6.pt is in the format of PyTorch before 1.6, which is not read."
                + " Load it in PyTorch and save it again with torch.save.",
        "expanded.pt | expanded.pt is damaged: a tensor of shape [1000, 1000] with strides [0, 0] from 0 does not fit into its storage of 1 elements."
                + " Download it again."
    })
    void whatIsNoTensorIsRefusedByName(String name, String sentence) {
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> TorchFile.open(Fixture.path(name)).close());
        assertEquals(sentence, refusal.sentence());
        assertEquals("D-103", refusal.code());
    }

    @Test
    void aBarePickleThatWouldRunAProgramIsRefusedByName() {
        Path file = SharedFiles.require("oracles/malformed/params.pt");
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> TorchFile.open(file).close());
        assertEquals("params.pt contains os.system, which is no tensor. Nothing of the file was run.", refusal.sentence());
    }

    @Test
    void everyCutFileIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(Fixture.path("state-dict-protocol-2.pt"));
        Path cut = folder.resolve("cut.pt");
        for (int length = 0; length < whole.length; length += 41) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThrows(UnusableInputException.class, () -> TorchFile.open(cut).close());
        }
    }

    @Test
    void aChangedNumberDoesNotMatchItsChecksum() throws IOException {
        byte[] whole = Files.readAllBytes(Fixture.path("state-dict-protocol-2.pt"));
        Path changed = folder.resolve("changed.pt");
        try (TorchFile file = TorchFile.open(Fixture.path("state-dict-protocol-2.pt"))) {
            whole[indexOf(whole, floats(file, "0.weight"))] ^= 1;
        }
        Files.write(changed, whole);
        try (TorchFile file = TorchFile.open(changed)) {
            UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> floats(file, "0.weight"));
            assertTrue(refusal.sentence().contains("does not match its checksum"), refusal.sentence());
            assertArrayEquals(new float[] {-3, -2.75f, -2.5f}, floats(file, "1.bias"));
        }
    }

    @Test
    void anotherByteOrderIsRefused() throws IOException {
        String file = new String(Fixture.bytes("views.pt"), StandardCharsets.ISO_8859_1);
        Path big = Files.write(folder.resolve("big.pt"), file.replace("little", "big   ").getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(big, "big.pt was written on a big-endian machine, whose byte order is not read.");
    }

    @Test
    void aMissingFileAFolderAndAnHtmlPageAreRefused() throws IOException {
        assertRefused(folder.resolve("absent.pt"), "absent.pt cannot be read: it does not exist.");
        assertRefused(folder, "is not a file.");
        Path page = Files.writeString(folder.resolve("page.pt"), "<html><body>404</body></html>");
        assertRefused(page, "page.pt is no PyTorch file: it is not an archive of torch.save.");
        Path pointer = Files.writeString(folder.resolve("lfs.pt"), "version https://git-lfs.github.com/spec/v1\n");
        assertRefused(pointer, "lfs.pt is a Git LFS pointer, not the weights. Download the file itself.");
    }

    @Test
    void aClosedFileCanBeDeletedAndClosedAgain() throws IOException {
        Path copy = Files.copy(Fixture.path("views.pt"), folder.resolve("copy.pt"));
        TorchFile file = TorchFile.open(copy);
        file.close();
        file.close();
        Files.delete(copy);
        assertThrows(IllegalStateException.class, () -> floats(file, "whole"));
    }

    /// Where some float32 numbers lie in a file.
    private static int indexOf(byte[] file, float[] numbers) {
        byte[] wanted = new byte[numbers.length * Float.BYTES];
        ByteBuffer.wrap(wanted).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(numbers);
        int at = 0;
        while (!Arrays.equals(file, at, at + wanted.length, wanted, 0, wanted.length)) {
            at++;
        }
        return at;
    }

    private static void assertRefused(Path path, String ending) {
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> TorchFile.open(path).close());
        assertTrue(refusal.sentence().endsWith(ending), refusal.sentence());
    }

    private static TorchTensor tensor(TorchFile file, String name) {
        TorchTensor tensor = file.tensors().get(name);
        if (tensor == null) {
            throw new AssertionError(name + " is not there");
        }
        return tensor;
    }

    private static float[] floats(TorchFile file, String name) {
        return file.floats(tensor(file, name));
    }

    private static List<Double> numbers(String list) {
        return list.isEmpty() ? List.of() : Arrays.stream(list.split(",")).map(Double::valueOf).toList();
    }

    private static List<Double> doubles(float[] values) {
        Double[] doubles = new Double[values.length];
        Arrays.setAll(doubles, i -> (double) values[i]);
        return List.of(doubles);
    }
}
