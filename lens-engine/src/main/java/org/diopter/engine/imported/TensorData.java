package org.diopter.engine.imported;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.diopter.model.checkpoint.TensorInfo;
import org.diopter.model.checkpoint.TensorType;

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

    /// Where its numbers lie, if they are floating point and in a file.
    Optional<TensorInfo> info() {
        return place instanceof InFile(Path path, long offset, long length)
                ? floatType().map(floats -> new TensorInfo(name, floats, shape, path, offset, length))
                : Optional.empty();
    }

    private Optional<TensorType> floatType() {
        return switch (DataType.forNumber(type)) {
            case FLOAT -> Optional.of(TensorType.F32);
            case FLOAT16 -> Optional.of(TensorType.F16);
            case BFLOAT16 -> Optional.of(TensorType.BF16);
            case DOUBLE -> Optional.of(TensorType.F64);
            case null, default -> Optional.empty();
        };
    }

    /// Numbers of float32 that stay in the graph.
    Optional<float[]> inlineNumbers() {
        if (!(place instanceof Inline(TensorProto tensor)) || type != DataType.FLOAT.getNumber()) {
            return Optional.empty();
        }
        float[] values = new float[Math.toIntExact(elements())];
        FloatBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.hasRawData() ? raw.get(i) : tensor.getFloatData(i);
        }
        return Optional.of(values);
    }

    /// Whether its numbers are floating point of 16 or more bits.
    boolean isFloat() {
        return floatType().isPresent();
    }

    /// `FLOAT`, `FLOAT16`, …
    String typeName() {
        DataType known = DataType.forNumber(type);
        return known == null ? "type " + type : known.name();
    }
}
