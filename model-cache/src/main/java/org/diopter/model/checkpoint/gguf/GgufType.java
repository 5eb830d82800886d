package org.diopter.model.checkpoint.gguf;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The tensor types that can be read. A row of a tensor is a sequence of blocks, each with its own scale.
public enum GgufType {
    F32(0, 1, 4),
    F16(1, 1, 2),
    BF16(30, 1, 2),
    Q4_0(2, 32, 18),
    Q4_1(3, 32, 20),
    Q5_0(6, 32, 22),
    Q5_1(7, 32, 24),
    Q8_0(8, 32, 34),
    Q2_K(10, 256, 84),
    Q3_K(11, 256, 110),
    Q4_K(12, 256, 144),
    Q5_K(13, 256, 176),
    Q6_K(14, 256, 210),
    IQ4_NL(20, 32, 18),
    IQ4_XS(23, 256, 136);

    private static final Map<Integer, String> UNREAD = Map.ofEntries(
            Map.entry(9, "Q8_1"), Map.entry(15, "Q8_K"), Map.entry(16, "IQ2_XXS"), Map.entry(17, "IQ2_XS"), Map.entry(18, "IQ3_XXS"),
            Map.entry(19, "IQ1_S"), Map.entry(21, "IQ3_S"), Map.entry(22, "IQ2_S"), Map.entry(24, "I8"), Map.entry(25, "I16"),
            Map.entry(26, "I32"), Map.entry(27, "I64"), Map.entry(28, "F64"), Map.entry(29, "IQ1_M"), Map.entry(34, "TQ1_0"),
            Map.entry(35, "TQ2_0"), Map.entry(39, "MXFP4"));

    private final int code;
    private final int blockValues;
    private final int blockBytes;

    GgufType(int code, int blockValues, int blockBytes) {
        this.code = code;
        this.blockValues = blockValues;
        this.blockBytes = blockBytes;
    }

    /// Values a block.
    public int blockValues() {
        return blockValues;
    }

    /// Bytes a block.
    public int blockBytes() {
        return blockBytes;
    }

    /// Whether values are stored one by one as floating-point numbers.
    public boolean plain() {
        return blockValues == 1;
    }

    /// The type of a number in a file, if it can be read.
    static Optional<GgufType> of(int code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }

    /// What a number in a file stands for, for people: `IQ2_XXS`, or the number itself.
    static String name(int code) {
        return of(code).map(GgufType::name).orElseGet(() -> UNREAD.getOrDefault(code, Integer.toUnsignedString(code)));
    }

    /// All names, for people.
    static String list() {
        return Arrays.stream(values()).map(GgufType::name).collect(Collectors.joining(", "));
    }
}
