package org.diopter.model.checkpoint;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// The element types that can be read, under the names that safetensors gives them.
public enum TensorType {
    F64(8, true),
    F32(4, true),
    F16(2, true),
    BF16(2, true),
    I64(8, false),
    I32(4, false),
    I16(2, false),
    I8(1, false),
    U8(1, false),
    BOOL(1, false);

    private static final ValueLayout.OfFloat BITS32 = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble BITS64 = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort BITS16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final int bytes;
    private final boolean floating;

    TensorType(int bytes, boolean floating) {
        this.bytes = bytes;
        this.floating = floating;
    }

    /// Bytes an element.
    public int bytes() {
        return bytes;
    }

    /// Whether elements are floating-point numbers.
    public boolean floating() {
        return floating;
    }

    /// One element as float32: F16 and BF16 are widened exactly, F64 is rounded.
    ///
    /// @param elements little-endian, not always aligned
    /// @throws IllegalArgumentException if elements are no floating-point numbers
    public float element(MemorySegment elements, long index) {
        return switch (this) {
            case F64 -> (float) elements.get(BITS64, index * Double.BYTES);
            case F32 -> elements.get(BITS32, index * Float.BYTES);
            case F16 -> Float.float16ToFloat(elements.get(BITS16, index * Short.BYTES));
            case BF16 -> Float.intBitsToFloat(elements.get(BITS16, index * Short.BYTES) << 16);
            default -> throw new IllegalArgumentException(this + " is no floating-point type");
        };
    }

    /// Elements that follow each other, each as [#element] gives it.
    ///
    /// @param from index of the first
    /// @param into is filled whole. Modified.
    public void read(MemorySegment elements, long from, float[] into) {
        if (this == F32) {
            MemorySegment.copy(elements, BITS32, from * Float.BYTES, into, 0, into.length);
            return;
        }
        for (int i = 0; i < into.length; i++) {
            into[i] = element(elements, from + i);
        }
    }

    /// The type of a name such as `BF16`, if it can be read.
    public static Optional<TensorType> of(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /// All names, for people: `F64, F32, …`.
    static String list() {
        return Arrays.stream(values()).map(TensorType::name).collect(Collectors.joining(", "));
    }
}
