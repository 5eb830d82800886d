package org.diopter.model.checkpoint.gguf;

import java.util.List;

/// Where a tensor lies in a GGUF file.
///
/// @param name as in the file, such as `blk.0.attn_q.weight`
/// @param shape extents, the slowest first: the reverse of the file's order
/// @param offset of the first byte from the start of the file
/// @param length in bytes
public record GgufTensor(String name, GgufType type, List<Long> shape, long offset, long length) {
    public GgufTensor {
        shape = List.copyOf(shape);
    }

    /// Values a row: the extent that varies fastest.
    public long columns() {
        return shape.getLast();
    }

    /// How many rows all other extents make together.
    public long rows() {
        return elements() / columns();
    }

    /// How many values it has.
    public long elements() {
        return length / type.blockBytes() * type.blockValues();
    }
}
