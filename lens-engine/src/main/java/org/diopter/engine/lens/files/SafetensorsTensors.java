package org.diopter.engine.lens.files;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
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

/// Tensors of a safetensors file, mapped.
///
/// @param bytes the whole file
record SafetensorsTensors(String file, Safetensors header, MemorySegment bytes) implements LensTensors {
    /// Maps a file.
    ///
    /// @param arena for as long as the tensors are read
    static SafetensorsTensors map(Path path, Arena arena) {
        Safetensors header = Safetensors.read(path);
        try (FileChannel channel = FileChannel.open(header.file(), StandardOpenOption.READ)) {
            MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, header.bytes(), arena);
            return new SafetensorsTensors(String.valueOf(path.getFileName()), header, bytes);
        } catch (IOException e) {
            throw new UnusableInputException("D-103", "%s cannot be read: %s.".formatted(path, UnusableInputException.reason(e)), e);
        }
    }

    /// What the header says of the file.
    Map<String, String> metadata() {
        return header.metadata();
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
        float[] values = new float[Math.toIntExact(tensor.elements())];
        tensor.type().read(bytes.asSlice(tensor.offset(), tensor.length()), 0, values);
        return values;
    }
}
