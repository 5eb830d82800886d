package org.diopter.model.checkpoint.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads little-endian values one after the other and never past the end.
final class GgufCursor {
    static final ValueLayout.OfShort I16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment bytes;
    private final GgufErrors errors;
    private long at;

    GgufCursor(MemorySegment bytes, GgufErrors errors) {
        this.bytes = bytes;
        this.errors = errors;
    }

    long position() {
        return at;
    }

    long remaining() {
        return bytes.byteSize() - at;
    }

    byte i8() {
        return bytes.get(ValueLayout.JAVA_BYTE, take(Byte.BYTES));
    }

    short i16() {
        return bytes.get(I16, take(Short.BYTES));
    }

    int i32() {
        return bytes.get(I32, take(Integer.BYTES));
    }

    long i64() {
        return bytes.get(I64, take(Long.BYTES));
    }

    /// A number of things that follow, each of at least some bytes.
    ///
    /// @param what for people: `tensors`
    /// @throws org.diopter.model.UnusableInputException if the file is too short for so many
    long count(String what, long bytesEach) {
        long count = i64();
        if (count < 0 || count > remaining() / bytesEach) {
            throw errors.damaged("it announces %s %s at byte %d, and %d bytes follow".formatted(Long.toUnsignedString(count), what, at, remaining()));
        }
        return count;
    }

    /// A text of at most so many bytes.
    String text(String what, int maxBytes) {
        long length = count("bytes of " + what, 1);
        if (length > maxBytes) {
            throw errors.damaged("%s at byte %d has %d bytes; at most %d are read".formatted(what, at, length, maxBytes));
        }
        return text(what, bytes, take(length), length, errors);
    }

    /// Passes a text by.
    void skipText(String what) {
        skip(count("bytes of " + what, 1));
    }

    void skip(long length) {
        take(length);
    }

    /// A text anywhere in the file.
    static String text(String what, MemorySegment bytes, long from, long length, GgufErrors errors) {
        ByteBuffer utf8 = ByteBuffer.wrap(bytes.asSlice(from, length).toArray(ValueLayout.JAVA_BYTE));
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException e) {
            throw errors.damaged("%s at byte %d is not UTF-8 text".formatted(what, from));
        }
    }

    private long take(long length) {
        if (length > remaining()) {
            throw errors.damaged("it ends at byte %d, in the middle of its header".formatted(bytes.byteSize()));
        }
        long from = at;
        at += length;
        return from;
    }
}
