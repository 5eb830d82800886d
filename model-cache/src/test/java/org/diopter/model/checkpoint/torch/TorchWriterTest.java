package org.diopter.model.checkpoint.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchWriterTest {
    private static final float[] MATRIX = {1, -2.5f, Float.MIN_VALUE, -0f, Float.NaN, 6};

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Path path = Files.write(folder.resolve("params.pt"), written());
        try (TorchFile file = TorchFile.open(path)) {
            Map<String, TorchTensor> tensors = file.tensors();
            assertEquals(List.of("0.weight", "0.bias", "scalar", "empty"), List.copyOf(tensors.keySet()));
            tensors.forEach((name, tensor) -> {
                switch (name) {
                    case "0.weight" -> assertTensor(List.of(2L, 3L), MATRIX, file, tensor);
                    case "0.bias" -> assertTensor(List.of(2L), new float[] {7, 8}, file, tensor);
                    case "scalar" -> assertTensor(List.of(), new float[] {9}, file, tensor);
                    default -> assertTensor(List.of(0L, 4L), new float[0], file, tensor);
                }
            });
        }
    }

    @Test
    void theSameTensorsGiveTheSameBytes() throws IOException {
        assertArrayEquals(written(), written());
    }

    @Test
    void numbersBeginWhereWholeVectorsCanBeLoaded() throws IOException {
        byte[] bytes = written();
        ZipDirectory.read(new Refusals("params.pt"), MemorySegment.ofArray(bytes))
                .forEach((name, entry) -> assertEquals(0, entry.offset() % 64, name));
    }

    @Test
    void aTensorOfAnotherSizeThanItsShapeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new TorchWriter().add("a", List.of(2L), new float[3]));
    }

    private static byte[] written() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TorchWriter()
                .add("0.weight", List.of(2L, 3L), MATRIX)
                .add("0.bias", List.of(2L), new float[] {7, 8})
                .add("scalar", List.of(), new float[] {9})
                .add("empty", List.of(0L, 4L), new float[0])
                .writeTo(out, "params");
        return out.toByteArray();
    }

    private static void assertTensor(List<Long> shape, float[] values, TorchFile file, TorchTensor tensor) {
        assertEquals(shape, tensor.shape());
        assertArrayEquals(values, file.floats(tensor));
    }
}
