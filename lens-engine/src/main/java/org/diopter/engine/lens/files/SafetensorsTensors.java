package org.diopter.engine.lens.files;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Safetensors;
import org.diopter.model.checkpoint.TensorInfo;
import org.diopter.model.json.JsonText;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Tensors of a safetensors file, mapped, and the texts in its header.
///
/// @param bytes the whole file
/// @param metadata the header's `__metadata__`; empty if it has none
record SafetensorsTensors(String file, Safetensors header, MemorySegment bytes, Map<String, String> metadata) implements LensTensors {
    private static final ValueLayout.OfLong LENGTH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble F64 = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort BITS16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// Maps a file.
    ///
    /// @param arena for as long as the tensors are read
    static SafetensorsTensors map(Path path, Arena arena) {
        String name = String.valueOf(path.getFileName());
        Safetensors header = Safetensors.read(path);
        try (FileChannel channel = FileChannel.open(header.file(), StandardOpenOption.READ)) {
            MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, header.bytes(), arena);
            return new SafetensorsTensors(name, header, bytes, metadata(name, bytes));
        } catch (IOException e) {
            throw new UnusableInputException("D-103", "%s cannot be read: %s.".formatted(path, UnusableInputException.reason(e)), e);
        }
    }

    private static Map<String, String> metadata(String name, MemorySegment bytes) {
        MemorySegment json = bytes.asSlice(Long.BYTES, bytes.get(LENGTH, 0));
        return JsonText.decode("The header of " + name, "D-103", json.asByteBuffer()).stream(SafetensorsTensors::metadata);
    }

    private static Map<String, String> metadata(JsonParser parser) {
        Map<String, String> metadata = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean wanted = parser.currentName().equals("__metadata__");
            parser.nextToken();
            if (!wanted) {
                parser.skipChildren();
                continue;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String key = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    metadata.put(key, parser.getString());
                } else {
                    parser.skipChildren();
                }
            }
        }
        return metadata;
    }

    @Override
    public Map<String, List<Long>> shapes() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        header.tensors().forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        return shapes;
    }

    @Override
    public float[] floats(String name) {
        TensorInfo tensor = Objects.requireNonNull(header.tensors().get(name), name);
        if (!tensor.type().floating()) {
            throw LensErrors.unfit("%s: tensor %.80s is of type %s; a lens has floating-point numbers.".formatted(file, name, tensor.type()));
        }
        MemorySegment from = bytes.asSlice(tensor.offset(), tensor.length());
        float[] values = new float[Math.toIntExact(tensor.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (tensor.type()) {
                case F64 -> (float) from.get(F64, (long) i * Double.BYTES);
                case F16 -> Float.float16ToFloat(from.get(BITS16, (long) i * Short.BYTES));
                case BF16 -> Float.intBitsToFloat(from.get(BITS16, (long) i * Short.BYTES) << 16);
                default -> from.get(F32, (long) i * Float.BYTES);
            };
        }
        return values;
    }
}
