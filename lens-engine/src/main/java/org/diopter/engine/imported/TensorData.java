package org.diopter.engine.imported;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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

    /// Where its numbers lie in a file, if they are floating point and one lump of bytes.
    ///
    /// @param file whose constant it is
    Optional<TensorInfo> info(OnnxFile file) {
        return floatType().flatMap(floats -> switch (place) {
            case InFile(Path path, long offset, long length) -> Optional.of(new TensorInfo(name, floats, shape, path, offset, length));
            case Inline(TensorProto tensor) -> {
                OptionalLong offset = tensor.hasRawData() ? file.offset(tensor.getRawData()) : OptionalLong.empty();
                yield offset.isEmpty() ? Optional.empty()
                        : Optional.of(new TensorInfo(name, floats, shape, file.real(), offset.getAsLong(), tensor.getRawData().size()));
            }
        });
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

    /// Numbers of float32 that are written out one by one in the graph.
    Optional<float[]> written() {
        if (!(place instanceof Inline(TensorProto tensor)) || tensor.hasRawData() || type != DataType.FLOAT.getNumber()) {
            return Optional.empty();
        }
        float[] values = new float[tensor.getFloatDataCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.getFloatData(i);
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
