package org.diopter.engine.imported;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Reads the wire format of protobuf where it lies, and allocates nothing.
final class WireReader {
    private static final int MAX_VARINT_BYTES = 10;

    private final MemorySegment file;
    private long position;

    WireReader(MemorySegment file) {
        this.file = file;
    }

    long position() {
        return position;
    }

    void moveTo(long place) {
        position = place;
    }

    /// Passes over a value that has no length of its own.
    ///
    /// @param type of the wire
    /// @return whether there is one that ends before `to`
    boolean skip(int type, long to) {
        switch (type) {
            case 0 -> varint(to);
            case 1 -> position += Long.BYTES;
            case 5 -> position += Integer.BYTES;
            default -> {
                return false;
            }
        }
        return position <= to;
    }

    /// −1 where there is none.
    long varint(long to) {
        long value = 0;
        for (int i = 0; i < MAX_VARINT_BYTES && position < to; i++) {
            byte next = file.get(ValueLayout.JAVA_BYTE, position++);
            value |= (long) (next & 0x7f) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        position = to;
        return -1;
    }
}
