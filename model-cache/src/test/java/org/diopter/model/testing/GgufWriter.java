package org.diopter.model.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes small GGUF files, good ones and broken ones.
public final class GgufWriter {
    private static final int ALIGNMENT = 32;
    private static final int F32 = 0;

    private final Map<String, Object> keys = new LinkedHashMap<>();
    private final ByteArrayOutputStream tensors = new ByteArrayOutputStream();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private long tensorCount;
    private int version = 3;

    /// A model's file.
    public static GgufWriter of(String architecture) {
        return new GgufWriter().key("general.architecture", architecture);
    }

    public GgufWriter version(int number) {
        version = number;
        return this;
    }

    /// Adds a key, or gives one another value.
    ///
    /// @param value text, integer (uint32), long (uint64), float, double, boolean, list of texts or lists, array of integers or floats
    public GgufWriter key(String key, Object value) {
        keys.put(key, value);
        return this;
    }

    public GgufWriter without(String key) {
        keys.remove(key);
        return this;
    }

    /// Adds a float32 tensor whose values are 0, 1, 2, … times a step.
    ///
    /// @param shape extents, the slowest first
    public GgufWriter floats(String name, float step, long... shape) {
        int count = 1;
        for (long extent : shape) {
            count *= (int) extent;
        }
        ByteBuffer bytes = buffer(4 * count);
        for (int i = 0; i < count; i++) {
            bytes.putFloat(i * step);
        }
        return tensor(name, F32, bytes.array(), shape);
    }

    /// Adds a tensor.
    ///
    /// @param type the number of its type
    /// @param shape extents, the slowest first
    public GgufWriter tensor(String name, int type, byte[] bytes, long... shape) {
        return entry(name, type, data.size(), bytes, shape);
    }

    /// Adds a tensor and says that it lies at any offset.
    public GgufWriter entry(String name, int type, long offset, byte[] bytes, long... shape) {
        text(tensors, name);
        tensors.writeBytes(buffer(4).putInt(shape.length).array());
        for (int i = shape.length - 1; i >= 0; i--) {
            tensors.writeBytes(buffer(8).putLong(shape[i]).array());
        }
        tensors.writeBytes(buffer(12).putInt(type).putLong(offset).array());
        data.writeBytes(bytes);
        pad(data);
        tensorCount++;
        return this;
    }

    /// The file's bytes.
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header());
        out.writeBytes(data.toByteArray());
        return out.toByteArray();
    }

    /// Everything before the data.
    public byte[] header() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(buffer(20).putInt(version).putLong(tensorCount).putLong(keys.size()).array());
        keys.forEach((key, value) -> {
            text(out, key);
            value(out, value);
        });
        out.writeBytes(tensors.toByteArray());
        pad(out);
        return out.toByteArray();
    }

    /// Writes the file and returns its path.
    public Path write(Path path) {
        try {
            return Files.write(path, bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void value(ByteArrayOutputStream out, Object value) {
        switch (value) {
            case Integer number -> out.writeBytes(buffer(8).putInt(4).putInt(number).array());
            case Float number -> out.writeBytes(buffer(8).putInt(6).putFloat(number).array());
            case Boolean flag -> out.writeBytes(buffer(5).putInt(7).put((byte) (flag ? 1 : 0)).array());
            case Long number -> out.writeBytes(buffer(12).putInt(10).putLong(number).array());
            case Double number -> out.writeBytes(buffer(12).putInt(12).putDouble(number).array());
            case String text -> {
                out.writeBytes(buffer(4).putInt(8).array());
                text(out, text);
            }
            case int[] numbers -> {
                ByteBuffer items = array(5, numbers.length, 4);
                for (int number : numbers) {
                    items.putInt(number);
                }
                out.writeBytes(items.array());
            }
            case float[] numbers -> {
                ByteBuffer items = array(6, numbers.length, 4);
                for (float number : numbers) {
                    items.putFloat(number);
                }
                out.writeBytes(items.array());
            }
            case List<?> items -> list(out, items);
            default -> throw new IllegalArgumentException("no value of a GGUF file: " + value);
        }
    }

    private static void list(ByteArrayOutputStream out, List<?> items) {
        boolean nested = !items.isEmpty() && items.getFirst() instanceof List;
        out.writeBytes(array(nested ? 9 : 8, items.size(), 0).array());
        for (Object item : items) {
            if (item instanceof List<?> inner) {
                ByteArrayOutputStream whole = new ByteArrayOutputStream();
                list(whole, inner);
                out.write(whole.toByteArray(), 4, whole.size() - 4); // the type of an inner array is not said again
            } else {
                text(out, (String) item);
            }
        }
    }

    private static ByteBuffer array(int kind, int count, int bytesEach) {
        return buffer(16 + count * bytesEach).putInt(9).putInt(kind).putLong(count);
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(buffer(8).putLong(utf8.length).array());
        out.writeBytes(utf8);
    }

    private static void pad(ByteArrayOutputStream out) {
        out.writeBytes(new byte[(ALIGNMENT - out.size() % ALIGNMENT) % ALIGNMENT]);
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
