package org.diopter.model.checkpoint.torch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// The bytes of a pickle, read in order. Reading beyond the end is a refusal, and no length is believed before it was compared with what is left.
final class PickleInput {
    private static final ValueLayout.OfShort INT16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong INT64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble BIG_ENDIAN_DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int MAX_LINE = 1024;

    private final Refusals refusals;
    private final MemorySegment bytes;
    private long at;

    PickleInput(Refusals refusals, MemorySegment bytes) {
        this.refusals = refusals;
        this.bytes = bytes;
    }

    /// Where the next byte lies.
    long position() {
        return at;
    }

    int uint8() {
        return Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, advance(1)));
    }

    int uint16() {
        return Short.toUnsignedInt(bytes.get(INT16, advance(2)));
    }

    int int32() {
        return bytes.get(INT32, advance(4));
    }

    long uint32() {
        return Integer.toUnsignedLong(int32());
    }

    long int64() {
        return bytes.get(INT64, advance(8));
    }

    double float64() {
        return bytes.get(BIG_ENDIAN_DOUBLE, advance(8));
    }

    /// A signed integer of some bytes, least significant first.
    long integer(long length) {
        if (length < 0 || length > Long.BYTES) {
            throw refusals.refused("contains an integer of %s bytes; at most %d are read".formatted(Long.toUnsignedString(length), Long.BYTES));
        }
        long from = advance(length);
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= Byte.toUnsignedLong(bytes.get(ValueLayout.JAVA_BYTE, from + i)) << (8 * i);
        }
        int unused = Long.SIZE - 8 * (int) length;
        return length == 0 ? 0 : value << unused >> unused;
    }

    /// UTF-8 text of some bytes.
    String text(long length) {
        MemorySegment utf8 = bytes.asSlice(advance(length), length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8.asByteBuffer()).toString();
        } catch (CharacterCodingException e) {
            throw refusals.damaged("a text in its pickle is not UTF-8");
        }
    }

    byte[] bytes(long length) {
        return bytes.asSlice(advance(length), length).toArray(ValueLayout.JAVA_BYTE);
    }

    /// Text up to the end of the line.
    String line() {
        long from = at;
        int length = 0;
        while (uint8() != '\n') {
            length++;
            if (length > MAX_LINE) {
                throw refusals.damaged("a name in its pickle has more than %d bytes".formatted(MAX_LINE));
            }
        }
        return new String(bytes.asSlice(from, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    private long advance(long length) {
        if (length < 0 || length > bytes.byteSize() - at || length > Integer.MAX_VALUE) {
            throw refusals.damaged("its pickle ends at byte %d, inside a value of %s bytes"
                    .formatted(bytes.byteSize(), Long.toUnsignedString(length)));
        }
        long from = at;
        at += length;
        return from;
    }
}
