package org.diopter.model.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Writes small safetensors files, good ones and broken ones.
public final class SafetensorsWriter {
    private final List<String> entries = new ArrayList<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    /// Adds a tensor at the end of the data.
    public SafetensorsWriter tensor(String name, String dtype, List<Long> shape, byte[] bytes) {
        entries.add("\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                .formatted(name, dtype, shape, data.size(), data.size() + bytes.length));
        data.writeBytes(bytes);
        return this;
    }

    /// Adds a float32 vector.
    public SafetensorsWriter floats(String name, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return tensor(name, "F32", List.of((long) values.length), bytes.array());
    }

    /// Adds an entry to the header as it is.
    public SafetensorsWriter raw(String entry) {
        entries.add(entry);
        return this;
    }

    /// Adds bytes that no tensor owns.
    public SafetensorsWriter gap(int bytes) {
        data.writeBytes(new byte[bytes]);
        return this;
    }

    /// The file's bytes.
    public byte[] bytes() {
        return bytes("{" + String.join(",", entries) + "}", data.toByteArray());
    }

    /// The file's bytes for any header text.
    public static byte[] bytes(String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text).put(data).array();
    }

    /// Writes the file and returns its path.
    public Path write(Path path) {
        return write(path, bytes());
    }

    /// Writes the file without its last bytes.
    public Path writeWithoutLast(int missing, Path path) {
        byte[] whole = bytes();
        return write(path, Arrays.copyOf(whole, whole.length - missing));
    }

    /// Writes any bytes.
    public static Path write(Path path, byte[] bytes) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            return Files.write(path, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
