package org.diopter.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {
    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Path file = write(new SafetensorsWriter()
                .add("ids", TensorType.I64, List.of(3L), MemorySegment.ofArray(new long[] {1, -2, 1L << 40}))
                .add("rows.0", TensorType.F32, List.of(2L, 2L), MemorySegment.ofArray(new float[] {1, 2.5f, -0f, Float.MIN_VALUE}))
                .add("empty", TensorType.F32, List.of(0L, 4L), MemorySegment.ofArray(new float[0]))
                .add("made", TensorType.F32, List.of(), out -> out.write(new byte[] {0, 0, (byte) 0x80, 0x3f})));

        Safetensors read = Safetensors.read(file);

        assertEquals(List.of("ids", "rows.0", "empty", "made"), List.copyOf(read.tensors().keySet()));
        assertEquals(List.of(2L, 2L), tensor(read, "rows.0").shape());
        assertEquals(List.of(), tensor(read, "made").shape());
        assertArrayEquals(new float[] {1, 2.5f, -0f, Float.MIN_VALUE}, floats(tensor(read, "rows.0"), 4));
        assertArrayEquals(new float[] {1}, floats(tensor(read, "made"), 1));
        assertEquals(1L << 40, bytes(tensor(read, "ids")).getLong(16));
    }

    @Test
    void metadataComesBack() throws IOException {
        Path file = write(new SafetensorsWriter()
                .add("a", TensorType.F32, List.of(1L), MemorySegment.ofArray(new float[] {7}))
                .metadata("lens", "tuned \"x\"")
                .metadata("layer", "4"));

        Safetensors read = Safetensors.read(file);

        assertEquals(Map.of("layer", "4", "lens", "tuned \"x\""), read.metadata());
        assertEquals(List.of("a"), List.copyOf(read.tensors().keySet()));
    }

    @Test
    void theDataBeginsAtAMultipleOfEight() throws IOException {
        Path file = write(new SafetensorsWriter().add("a", TensorType.F32, List.of(1L), MemorySegment.ofArray(new float[] {7})));
        assertEquals(0, tensor(Safetensors.read(file), "a").offset() % 8);
    }

    @Test
    void aTensorOfAnotherSizeThanItsShapeIsRefused() {
        SafetensorsWriter writer = new SafetensorsWriter();
        assertThrows(IllegalArgumentException.class, () -> writer.add("a", TensorType.F32, List.of(2L), MemorySegment.ofArray(new float[3])));
    }

    @Test
    void aContentOfAnotherSizeThanItsShapeIsNoticed() {
        SafetensorsWriter writer = new SafetensorsWriter().add("a", TensorType.F32, List.of(2L), out -> out.write(new byte[7]));
        assertThrows(IllegalStateException.class, () -> writer.writeTo(new ByteArrayOutputStream()));
    }

    @Test
    void aNameIsGivenOnce() {
        SafetensorsWriter writer = new SafetensorsWriter().add("a", TensorType.F32, List.of(0L), out -> {});
        assertThrows(IllegalArgumentException.class, () -> writer.add("a", TensorType.F32, List.of(0L), out -> {}));
    }

    private Path write(SafetensorsWriter writer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.writeTo(bytes);
        return Files.write(folder.resolve("x.safetensors"), bytes.toByteArray());
    }

    private static TensorInfo tensor(Safetensors file, String name) {
        TensorInfo tensor = file.tensors().get(name);
        if (tensor == null) {
            throw new AssertionError(name + " is not there");
        }
        return tensor;
    }

    private static float[] floats(TensorInfo tensor, int count) throws IOException {
        float[] values = new float[count];
        bytes(tensor).asFloatBuffer().get(values);
        return values;
    }

    private static ByteBuffer bytes(TensorInfo tensor) throws IOException {
        byte[] all = Files.readAllBytes(tensor.file());
        return ByteBuffer.wrap(all, (int) tensor.offset(), (int) tensor.length()).slice().order(ByteOrder.LITTLE_ENDIAN);
    }
}
