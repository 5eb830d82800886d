package org.diopter.model.checkpoint.torch;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.TensorType;
import org.jspecify.annotations.Nullable;

/// A file written by `torch.save`: a zip archive of a pickle and its tensors' numbers. It is mapped and not copied, and nothing in it is run. Safe
/// for use by several threads.
///
/// Opening reads and checks the archive's directory and the pickle; numbers are read when they are asked for, and compared with their checksum the
/// first time. The mapping lives until [#close()].
public final class TorchFile implements AutoCloseable {
    private static final int MAX_PICKLE = 4 << 20;
    private static final String PICKLE = "data.pkl";
    private static final long CHECKED_AT_ONCE = 1 << 30;

    private final Refusals refusals;
    private final Arena arena;
    private final MemorySegment bytes;
    private final Map<String, ZipDirectory.Entry> entries;
    private final @Nullable Object content;
    private final Set<String> sound = ConcurrentHashMap.newKeySet();

    /// @param arena is closed with this file
    /// @param bytes the whole file
    TorchFile(Refusals refusals, Arena arena, MemorySegment bytes) {
        this.refusals = refusals;
        this.arena = arena;
        this.bytes = bytes;
        TorchFormat.requireArchive(refusals, bytes);
        entries = ZipDirectory.read(refusals, bytes);
        String folder = folder();
        requireLittleEndian(folder);
        MemorySegment pickle = checked(folder + PICKLE);
        if (pickle.byteSize() > MAX_PICKLE) {
            throw refusals.refused("has a pickle of %d bytes; at most %d are read".formatted(pickle.byteSize(), MAX_PICKLE));
        }
        content = PickledValue.of(refusals, new Unpickler(refusals, pickle, new TensorBuilder(refusals, entries, folder)).load());
    }

    /// Opens a file.
    ///
    /// @throws UnusableInputException if it is missing, cut short, contradicts itself, or contains anything but tensors and plain values
    @SuppressWarnings("MustBeClosedChecker") // The arena is closed below on failure, else by close().
    public static TorchFile open(Path path) {
        Refusals refusals = new Refusals(String.valueOf(path.getFileName()));
        Arena arena = Arena.ofShared();
        try {
            return new TorchFile(refusals, arena, map(refusals, path, arena));
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private static MemorySegment map(Refusals refusals, Path path, Arena arena) {
        try {
            Path file = path.toRealPath();
            if (!Files.isRegularFile(file)) {
                throw refusals.refused("is not a file");
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                return channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
            }
        } catch (IOException e) {
            throw refusals.unreadable(e);
        }
    }

    /// What stands before the names of all entries.
    private String folder() {
        String found = null;
        for (String name : entries.keySet()) {
            if (name.equals(PICKLE) || name.endsWith("/" + PICKLE)) {
                if (found != null) {
                    throw refusals.refused("holds two pickles, ‘%.80s’ and ‘%.80s’".formatted(found, name));
                }
                found = name;
            }
        }
        if (found == null) {
            throw refusals.refused("is a zip archive without data.pkl, so not one of PyTorch's");
        }
        return found.substring(0, found.length() - PICKLE.length());
    }

    private void requireLittleEndian(String folder) {
        ZipDirectory.Entry order = entries.get(folder + "byteorder");
        if (order != null && (order.length() != "little".length() || !"little".equals(ascii(order)))) {
            throw refusals.refused("was written on a big-endian machine, whose byte order is not read");
        }
    }

    private String ascii(ZipDirectory.Entry entry) {
        return new String(bytes(entry).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.US_ASCII);
    }

    /// What was saved: maps (keys are strings, longs, doubles or booleans), lists, strings, longs, doubles, booleans, byte arrays, [TorchTensor]s and
    /// nulls. Not to be modified.
    public @Nullable Object content() {
        return content;
    }

    /// The tensors of a state dict by name, in its order.
    ///
    /// @throws UnusableInputException if something else was saved
    public Map<String, TorchTensor> tensors() {
        if (!(content instanceof Map<?, ?> map)) {
            throw refusals.refused("holds no state dict, that is, no tensors by name");
        }
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (!(name instanceof String text) || !(value instanceof TorchTensor tensor)) {
                throw refusals.refused("holds no state dict: its entry ‘%.80s’ is no tensor".formatted(name));
            }
            tensors.put(text, tensor);
        });
        return Collections.unmodifiableMap(tensors);
    }

    /// All elements of a tensor as float32, row-major; F16 and BF16 are widened exactly, F64 is rounded.
    ///
    /// @param tensor of this file
    /// @throws UnusableInputException if its elements are no floating-point numbers, are more than fit into an array, or do not match their checksum
    /// @throws IllegalStateException after [#close()]
    public float[] floats(TorchTensor tensor) {
        if (!tensor.type().floating()) {
            throw refusals.refused("holds a tensor of type %s where floating-point numbers are needed".formatted(tensor.type()));
        }
        if (tensor.elements() > Integer.MAX_VALUE - 8) {
            throw refusals.refused("holds a tensor of %d elements, more than can be read at once".formatted(tensor.elements()));
        }
        MemorySegment storage = checked(tensor.storage().name());
        float[] values = new float[(int) tensor.elements()];
        if (tensor.contiguous()) {
            tensor.type().read(storage, tensor.offset(), values);
        } else {
            gather(storage, tensor, values);
        }
        return values;
    }

    /// Walks a strided view as an odometer turns: the last axis is the fastest.
    private static void gather(MemorySegment storage, TorchTensor tensor, float[] into) {
        int axes = tensor.shape().size();
        long[] index = new long[axes];
        long at = tensor.offset();
        for (int i = 0; i < into.length; i++) {
            into[i] = tensor.type().element(storage, at);
            int axis = axes - 1;
            while (axis >= 0) {
                index[axis]++;
                at += tensor.strides().get(axis);
                if (index[axis] < tensor.shape().get(axis)) {
                    break;
                }
                at -= index[axis] * tensor.strides().get(axis);
                index[axis] = 0;
                axis--;
            }
        }
    }

    /// The bytes of an entry, whose checksum is right.
    private MemorySegment checked(String name) {
        ZipDirectory.Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("%s is of another file".formatted(name));
        }
        MemorySegment whole = bytes(entry);
        if (entry.crc32() != 0 && !sound.contains(name)) { // 0: torch.serialization.set_crc32_options(False) leaves it out
            CRC32 crc = new CRC32();
            for (long from = 0; from < whole.byteSize(); from += CHECKED_AT_ONCE) {
                crc.update(whole.asSlice(from, Math.min(CHECKED_AT_ONCE, whole.byteSize() - from)).asByteBuffer());
            }
            if ((int) crc.getValue() != entry.crc32()) {
                throw refusals.damaged("entry ‘%.80s’ does not match its checksum".formatted(name));
            }
            sound.add(name);
        }
        return whole;
    }

    private MemorySegment bytes(ZipDirectory.Entry entry) {
        return bytes.asSlice(entry.offset(), entry.length());
    }

    /// Unmaps the file. Twice is harmless.
    @Override
    public synchronized void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
