package org.diopter.model.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Writes tensors as a safetensors file, in the order in which they were added.
public final class SafetensorsWriter {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String METADATA = "__metadata__";
    private static final int ALIGNMENT = 8;
    private static final int CHUNK = 1 << 16;


    private final Map<String, Map<String, Object>> header = new LinkedHashMap<>();
    private final List<Part> parts = new ArrayList<>();
    private long end;

    /// Writes the elements of a tensor: row-major, little-endian.
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private record Part(String name, long length, Content content) {}

    /// Adds a tensor.
    ///
    /// @param bytes its elements, row-major, in this machine's byte order; read when the file is written. Not modified
    /// @throws IllegalArgumentException if their number does not fit the shape, or there is a tensor of this name
    public SafetensorsWriter add(String name, TensorType type, List<Long> shape, MemorySegment bytes) {
        if (bytes.byteSize() != length(type, shape)) {
            throw new IllegalArgumentException("%s of shape %s takes %d bytes, not %d".formatted(name, shape, length(type, shape), bytes.byteSize()));
        }
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new IllegalStateException("safetensors files cannot be written on a big-endian machine");
        }
        return add(name, type, shape, out -> copy(bytes, out));
    }

    /// Adds a tensor whose elements are made when the file is written.
    ///
    /// @throws IllegalArgumentException if there is a tensor of this name
    public SafetensorsWriter add(String name, TensorType type, List<Long> shape, Content content) {
        long length = length(type, shape);
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("dtype", type.name());
        entry.put("shape", List.copyOf(shape));
        entry.put("data_offsets", List.of(end, end + length));
        if (header.putIfAbsent(name, entry) != null) {
            throw new IllegalArgumentException("there are two tensors " + name);
        }
        parts.add(new Part(name, length, content));
        end += length;
        return this;
    }

    /// Adds a text to the header's metadata.
    ///
    /// @throws IllegalArgumentException if there is one under this key
    public SafetensorsWriter metadata(String key, String text) {
        if (header.computeIfAbsent(METADATA, _ -> new LinkedHashMap<>()).putIfAbsent(key, text) != null) {
            throw new IllegalArgumentException("there are two texts " + key);
        }
        return this;
    }

    private static long length(TensorType type, List<Long> shape) {
        return shape.stream().reduce((long) type.bytes(), Math::multiplyExact);
    }

    private static void copy(MemorySegment from, OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (long at = 0; at < from.byteSize(); at += CHUNK) {
            int length = (int) Math.min(CHUNK, from.byteSize() - at);
            MemorySegment.copy(from, ValueLayout.JAVA_BYTE, at, chunk, 0, length);
            out.write(chunk, 0, length);
        }
    }

    /// Writes the file. The stream stays open.
    ///
    /// @throws IOException if the stream cannot be written
    /// @throws IllegalStateException if a content was longer or shorter than its shape says
    public void writeTo(OutputStream out) throws IOException {
        byte[] json = JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
        int padding = (ALIGNMENT - json.length % ALIGNMENT) % ALIGNMENT;
        out.write(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length + padding).array());
        out.write(json);
        out.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
        for (Part part : parts) {
            CountedOutput counted = new CountedOutput(out);
            part.content.writeTo(counted);
            if (counted.bytes() != part.length) {
                throw new IllegalStateException("%s has %d bytes, not %d".formatted(part.name, counted.bytes(), part.length));
            }
        }
    }
}
