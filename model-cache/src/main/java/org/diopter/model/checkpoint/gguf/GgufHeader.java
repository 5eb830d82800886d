package org.diopter.model.checkpoint.gguf;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.diopter.model.checkpoint.gguf.GgufValue.Kind;

/// Reads a GGUF file from its first byte to the start of its data. Nothing is believed before it was compared with the file's size, and nothing is
/// allocated that the file's own bytes do not pay for.
final class GgufHeader {
    private static final int MAGIC = 0x4655_4747; // GGUF
    private static final int GIT_LFS = 0x7372_6576; // vers
    private static final List<Integer> FORERUNNERS = List.of(0x6767_6D6C, 0x6767_6D66, 0x6767_6A74, 0x6767_6C61); // ggml, ggmf, ggjt, ggla
    private static final int MAX_KEYS = 1 << 16;
    private static final int MAX_TENSORS = 1 << 16;
    private static final int MAX_NAME = 1024;
    private static final int MAX_DIMENSIONS = 4;
    private static final int MAX_DEPTH = 4;
    /// A row is unpacked whole.
    private static final long MAX_COLUMNS = 1 << 24;
    private static final long MIN_KEY_BYTES = 8 + 4 + 1;
    private static final long MIN_TENSOR_BYTES = 8 + 4 + 8 + 4 + 8;
    private static final long DEFAULT_ALIGNMENT = 32;
    private static final long MAX_ALIGNMENT = 1 << 20;

    private final MemorySegment bytes;
    private final GgufErrors errors;
    private final GgufCursor cursor;

    GgufHeader(MemorySegment bytes, GgufErrors errors) {
        this.bytes = bytes;
        this.errors = errors;
        this.cursor = new GgufCursor(bytes, errors);
    }

    /// What a header says.
    record Content(GgufMetadata metadata, Map<String, GgufTensor> tensors) {}

    /// Reads and checks the whole header.
    ///
    /// @throws org.diopter.model.UnusableInputException if the file is of another format, cut short or contradicts itself
    Content read() {
        signature();
        long tensorCount = limited(cursor.count("tensors", MIN_TENSOR_BYTES), MAX_TENSORS, "tensors");
        long keyCount = limited(cursor.count("keys", MIN_KEY_BYTES), MAX_KEYS, "keys");
        Map<String, GgufValue> values = new LinkedHashMap<>();
        for (long i = 0; i < keyCount; i++) {
            String key = cursor.text("a key", MAX_NAME);
            if (values.put(key, value(key)) != null) {
                throw errors.damaged("it has the key %.80s twice".formatted(key));
            }
        }
        GgufMetadata metadata = new GgufMetadata(bytes, errors, values);
        List<Entry> entries = new ArrayList<>();
        for (long i = 0; i < tensorCount; i++) {
            entries.add(entry());
        }
        return new Content(metadata, tensors(entries, alignment(metadata)));
    }

    private void signature() {
        if (bytes.byteSize() < 2 * Integer.BYTES) {
            throw errors.unread("is incomplete: it has %d bytes. Download it again.".formatted(bytes.byteSize()));
        }
        int magic = cursor.i32();
        if (magic == GIT_LFS) {
            throw errors.unread("is a Git LFS pointer of %d bytes, not the weights. Download the file itself.".formatted(bytes.byteSize()));
        }
        if (FORERUNNERS.contains(magic)) {
            throw errors.unread("is of a format before GGUF (GGML), which is not read. Convert it again with a llama.cpp of this day.");
        }
        if (magic != MAGIC) {
            throw errors.unread("is no GGUF file: it begins with the bytes %08X. Choose another file.".formatted(Integer.reverseBytes(magic)));
        }
        int version = cursor.i32();
        if (Integer.reverseBytes(version) == 2 || Integer.reverseBytes(version) == 3) {
            throw errors.unread("is a big-endian GGUF file; only little-endian ones are read. Download the usual form of the model.");
        }
        if (version != 2 && version != 3) {
            throw errors.unread("is of GGUF version %s; versions 2 and 3 are read. Convert it again with a llama.cpp of this day."
                    .formatted(Integer.toUnsignedString(version)));
        }
    }

    private long limited(long count, int most, String what) {
        if (count > most) {
            throw errors.damaged("it announces %d %s; at most %d are read".formatted(count, what, most));
        }
        return count;
    }

    private GgufValue value(String key) {
        Kind kind = kind(key);
        return switch (kind) {
            case UINT8 -> new GgufValue.Scalar((long) Byte.toUnsignedInt(cursor.i8()));
            case INT8 -> new GgufValue.Scalar((long) cursor.i8());
            case UINT16 -> new GgufValue.Scalar((long) Short.toUnsignedInt(cursor.i16()));
            case INT16 -> new GgufValue.Scalar((long) cursor.i16());
            case UINT32 -> new GgufValue.Scalar(Integer.toUnsignedLong(cursor.i32()));
            case INT32 -> new GgufValue.Scalar((long) cursor.i32());
            case INT64 -> new GgufValue.Scalar(cursor.i64());
            case UINT64 -> unsigned(key);
            case FLOAT32 -> new GgufValue.Scalar(GgufMetadata.shortest(Float.intBitsToFloat(cursor.i32())));
            case FLOAT64 -> new GgufValue.Scalar(Double.longBitsToDouble(cursor.i64()));
            case BOOL -> new GgufValue.Scalar(cursor.i8() != 0);
            case STRING -> text(key);
            case ARRAY -> array(key);
        };
    }

    private GgufValue unsigned(String key) {
        long value = cursor.i64();
        if (value < 0) {
            throw errors.damaged("its key %.80s is %s, which is above 2^63".formatted(key, Long.toUnsignedString(value)));
        }
        return new GgufValue.Scalar(value);
    }

    private GgufValue text(String key) {
        long length = cursor.count("bytes of " + key, 1);
        GgufValue text = new GgufValue.Text(cursor.position(), length);
        cursor.skip(length);
        return text;
    }

    private GgufValue array(String key) {
        Kind kind = kind(key);
        long count = cursor.count("items of " + key, kind.bytes());
        GgufValue items = new GgufValue.Items(kind, count, cursor.position());
        skipItems(key, kind, count, 1);
        return items;
    }

    private void skipItems(String key, Kind kind, long count, int depth) {
        if (depth > MAX_DEPTH) {
            throw errors.damaged("its key %.80s nests arrays more than %d deep".formatted(key, MAX_DEPTH));
        }
        switch (kind) {
            case STRING -> {
                for (long i = 0; i < count; i++) {
                    cursor.skipText(key);
                }
            }
            case ARRAY -> {
                for (long i = 0; i < count; i++) {
                    Kind inner = kind(key);
                    skipItems(key, inner, cursor.count("items of " + key, inner.bytes()), depth + 1);
                }
            }
            default -> cursor.skip(count * kind.bytes());
        }
    }

    private Kind kind(String key) {
        int code = cursor.i32();
        if (code < 0 || code >= Kind.values().length) {
            throw errors.damaged("its key %.80s has a value of the unknown type %s".formatted(key, Integer.toUnsignedString(code)));
        }
        return Kind.values()[code];
    }

    private long alignment(GgufMetadata metadata) {
        OptionalLong given = metadata.integer("general.alignment");
        long alignment = given.orElse(DEFAULT_ALIGNMENT);
        if (alignment < 1 || alignment > MAX_ALIGNMENT || Long.bitCount(alignment) != 1) {
            throw errors.damaged("its general.alignment is %d, which is no power of two up to %d".formatted(alignment, MAX_ALIGNMENT));
        }
        return alignment;
    }

    /// A tensor as its entry describes it.
    ///
    /// @param offset from the start of the data
    private record Entry(String name, GgufType type, List<Long> shape, long offset, long length) {}

    private Entry entry() {
        String name = cursor.text("a tensor's name", MAX_NAME);
        int dimensions = cursor.i32();
        if (dimensions < 1 || dimensions > MAX_DIMENSIONS) {
            throw errors.damaged("tensor %.80s has %s dimensions; 1 to %d are possible"
                    .formatted(name, Integer.toUnsignedString(dimensions), MAX_DIMENSIONS));
        }
        Long[] shape = new Long[dimensions];
        for (int i = dimensions - 1; i >= 0; i--) {
            shape[i] = cursor.i64();
        }
        int code = cursor.i32();
        long offset = cursor.i64();
        GgufType type = GgufType.of(code).orElseThrow(() -> errors.unread("stores tensor %.80s in the type %s, which is not read. Types that are: %s."
                .formatted(name, GgufType.name(code), GgufType.list())));
        return new Entry(name, type, List.of(shape), offset, length(name, type, shape));
    }

    private long length(String name, GgufType type, Long[] shape) {
        long columns = shape[shape.length - 1];
        if (Arrays.stream(shape).anyMatch(extent -> extent < 1)) {
            throw errors.damaged("tensor %.80s has the shape %s, with an extent below 1".formatted(name, Arrays.toString(shape)));
        }
        if (columns > MAX_COLUMNS) {
            throw errors.damaged("tensor %.80s has rows of %d values; at most %d are read".formatted(name, columns, MAX_COLUMNS));
        }
        if (columns % type.blockValues() != 0) {
            throw errors.damaged("tensor %.80s of type %s has rows of %d values, which is no multiple of %d"
                    .formatted(name, type, columns, type.blockValues()));
        }
        try {
            long length = Math.multiplyExact(columns / type.blockValues(), (long) type.blockBytes());
            for (int i = 0; i < shape.length - 1; i++) {
                length = Math.multiplyExact(length, shape[i]);
            }
            return length;
        } catch (ArithmeticException e) {
            throw errors.damaged("tensor %.80s of shape %s has more than 2^63 bytes".formatted(name, Arrays.toString(shape)));
        }
    }

    private Map<String, GgufTensor> tensors(List<Entry> entries, long alignment) {
        long dataStart = Math.ceilDiv(cursor.position(), alignment) * alignment;
        Map<String, GgufTensor> tensors = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry.offset < 0 || entry.offset % alignment != 0) {
                throw errors.damaged("tensor %.80s starts at %s, which is no multiple of the alignment %d"
                        .formatted(entry.name, Long.toUnsignedString(entry.offset), alignment));
            }
            long room = bytes.byteSize() - dataStart;
            if (entry.length > room || entry.offset > room - entry.length) {
                throw errors.unread("is incomplete: tensor %.80s needs %d bytes from %d of the data on, which has %d. Download it again."
                        .formatted(entry.name, entry.length, entry.offset, Math.max(0, room)));
            }
            GgufTensor tensor = new GgufTensor(entry.name, entry.type, entry.shape, dataStart + entry.offset, entry.length);
            if (tensors.put(entry.name, tensor) != null) {
                throw errors.damaged("it has the tensor %.80s twice".formatted(entry.name));
            }
        }
        requireDisjoint(tensors);
        return Collections.unmodifiableMap(tensors);
    }

    private void requireDisjoint(Map<String, GgufTensor> tensors) {
        List<GgufTensor> inFile = tensors.values().stream().sorted(Comparator.comparingLong(GgufTensor::offset)).toList();
        for (int i = 1; i < inFile.size(); i++) {
            GgufTensor before = inFile.get(i - 1);
            GgufTensor after = inFile.get(i);
            if (before.offset() + before.length() > after.offset()) {
                throw errors.damaged("tensors %.80s and %.80s overlap at byte %d".formatted(before.name(), after.name(), after.offset()));
            }
        }
    }
}
