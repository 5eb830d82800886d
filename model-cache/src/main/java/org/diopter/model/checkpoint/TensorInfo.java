package org.diopter.model.checkpoint;

import java.nio.file.Path;
import java.util.List;

/// Where a tensor lies: contiguous, row-major, little-endian.
///
/// @param name as in the file, such as `model.layers.0.mlp.up_proj.weight`
/// @param shape extents, the slowest first; empty for a scalar
/// @param file the real path, symbolic links resolved (ONNX Runtime does not follow them)
/// @param offset of the first byte from the start of the file; not always a multiple of the element's size
/// @param length in bytes: the shape's product times the element's size
public record TensorInfo(String name, TensorType type, List<Long> shape, Path file, long offset, long length) {
    public TensorInfo {
        shape = List.copyOf(shape);
    }

    /// How many elements it has.
    public long elements() {
        return length / type.bytes();
    }
}
