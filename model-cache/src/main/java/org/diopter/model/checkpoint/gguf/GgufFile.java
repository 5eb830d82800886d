package org.diopter.model.checkpoint.gguf;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import org.diopter.model.UnusableInputException;

/// An open GGUF file, versions 2 and 3, mapped and not copied: its metadata and its tensors, every one checked to lie inside the file. Safe for use by
/// several threads.
public final class GgufFile implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final Path path;
    private final GgufErrors errors;
    private final MemorySegment bytes;
    private final GgufHeader.Content content;
    private final Arena arena;

    private GgufFile(Path path, GgufErrors errors, MemorySegment bytes, GgufHeader.Content content, Arena arena) {
        this.path = path;
        this.errors = errors;
        this.bytes = bytes;
        this.content = content;
        this.arena = arena;
    }

    /// Whether a path is called as GGUF files are.
    public static boolean isNamed(Path path) {
        return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).endsWith(".gguf");
    }

    /// Opens a file and checks its header.
    ///
    /// @throws UnusableInputException if it cannot be read, is of another format, cut short or contradicts itself
    @SuppressWarnings("MustBeClosedChecker") // The arena is closed below on failure, else by close().
    public static GgufFile open(Path path) {
        Arena arena = Arena.ofShared();
        try {
            return read(path, map(path, arena), arena);
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private static MemorySegment map(Path path, Arena arena) {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new UnusableInputException("D-103", "%s is not a file.".formatted(path)); // a pipe would never end
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
        } catch (IOException e) {
            throw new UnusableInputException("D-103", "%s cannot be read: %s.".formatted(path, UnusableInputException.reason(e)), e);
        }
    }

    /// Takes a file that is in memory already.
    ///
    /// @param arena closed with the file
    static GgufFile read(Path path, MemorySegment bytes, Arena arena) {
        GgufErrors errors = new GgufErrors(String.valueOf(path.getFileName()));
        return new GgufFile(path, errors, bytes, new GgufHeader(bytes, errors).read(), arena);
    }

    /// As it was opened.
    public Path path() {
        return path;
    }

    /// What the user calls it.
    public String name() {
        return errors.file();
    }

    /// The file's size in bytes.
    public long size() {
        return bytes.byteSize();
    }

    /// How much of the file is no tensor: mostly its vocabulary.
    public long metadataBytes() {
        return size() - tensors().values().stream().mapToLong(GgufTensor::length).sum();
    }

    GgufErrors errors() {
        return errors;
    }

    public GgufMetadata metadata() {
        return content.metadata();
    }

    /// All tensors by name, in the order of the file.
    public Map<String, GgufTensor> tensors() {
        return content.tensors();
    }

    /// A tensor's bytes, mapped read-only.
    MemorySegment bytes(GgufTensor tensor) {
        return bytes.asSlice(tensor.offset(), tensor.length());
    }

    /// Values as float32, in the order of the file.
    ///
    /// @param fromValue index of the first; of its type's block the first too
    /// @param into receives them
    /// @param to index of the first in it
    /// @param count whole blocks
    public void read(GgufTensor tensor, long fromValue, float[] into, int to, int count) {
        GgufType type = tensor.type();
        if (fromValue % type.blockValues() != 0 || count % type.blockValues() != 0) {
            throw new IllegalArgumentException("%d values from %d are no whole blocks of %s".formatted(count, fromValue, type));
        }
        BlockCode code = BlockCode.of(type);
        MemorySegment stored = bytes(tensor);
        int chunkBlocks = Math.max(1, CHUNK / type.blockBytes());
        byte[] chunk = new byte[Math.min(chunkBlocks, count / type.blockValues()) * type.blockBytes()];
        long at = fromValue / type.blockValues() * type.blockBytes();
        for (int done = 0; done < count; ) {
            int blocks = Math.min(chunkBlocks, (count - done) / type.blockValues());
            MemorySegment.copy(stored, ValueLayout.JAVA_BYTE, at, chunk, 0, blocks * type.blockBytes());
            code.decode(chunk, blocks, into, to + done);
            at += (long) blocks * type.blockBytes();
            done += blocks * type.blockValues();
        }
    }

    /// Unmaps the file. Twice is harmless.
    @Override
    public synchronized void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
