package org.diopter.engine.imported;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.file.Path;
import java.util.List;

/// A constant tensor of a graph.
///
/// @param name in the graph
/// @param type a value of [DataType]
/// @param shape its dimensions
/// @param place where its numbers lie
record TensorData(String name, int type, List<Long> shape, Place place) {
    TensorData {
        shape = List.copyOf(shape);
    }

    /// Where the numbers of a tensor lie.
    sealed interface Place {}

    /// In a file, little-endian and row-major.
    ///
    /// @param file real path
    record InFile(Path file, long offset, long length) implements Place {}

    /// In the tensor's own message: small tensors, and such as are stored in an encoding of their own.
    record Inline(TensorProto tensor) implements Place {}

    /// This one under another name.
    TensorData named(String other) {
        return new TensorData(other, type, shape, place);
    }

    long elements() {
        long elements = 1;
        for (long size : shape) {
            elements *= size;
        }
        return elements;
    }

    /// What it takes on disk.
    long bytes() {
        return switch (place) {
            case InFile(Path _, long _, long length) -> length;
            case Inline(TensorProto tensor) -> tensor.getSerializedSize();
        };
    }

    /// Whether its numbers are floating point of 16 or more bits.
    boolean isFloat() {
        return type == DataType.FLOAT.getNumber()
                || type == DataType.FLOAT16.getNumber()
                || type == DataType.BFLOAT16.getNumber()
                || type == DataType.DOUBLE.getNumber();
    }

    /// `FLOAT`, `FLOAT16`, …
    String typeName() {
        DataType known = DataType.forNumber(type);
        return known == null ? "type " + type : known.name();
    }
}
