package org.diopter.engine.imported;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.diopter.engine.arch.StoredNumbers;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.TensorInfo;

/// The numbers of a graph's constants: mapped, those in files beside it when they are first asked for.
final class MappedNumbers implements StoredNumbers {
    private final Arena arena;
    private final Map<Path, MemorySegment> files = new ConcurrentHashMap<>();

    /// @param real path of the graph's own file, and its `bytes`
    /// @param arena of all mappings
    MappedNumbers(Path real, MemorySegment bytes, Arena arena) {
        this.arena = arena;
        files.put(real, bytes);
    }

    @Override
    public MemorySegment bytes(TensorInfo tensor) {
        return files.computeIfAbsent(tensor.file(), this::map).asSlice(tensor.offset(), tensor.length());
    }

    private MemorySegment map(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
        } catch (IOException e) {
            throw new UnusableInputException(OnnxFile.CODE, "‘%s’ cannot be read any more: %s.".formatted(file, UnusableInputException.reason(e)), e);
        }
    }

    @Override
    public void read(TensorInfo tensor, long fromElement, float[] into) {
        tensor.type().read(bytes(tensor), fromElement, into);
    }
}
