package org.diopter.model.checkpoint;

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

    /// The type of a name such as `BF16`, if it can be read.
    public static Optional<TensorType> of(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /// All names, for people: `F64, F32, …`.
    static String list() {
        return Arrays.stream(values()).map(TensorType::name).collect(Collectors.joining(", "));
    }
}
