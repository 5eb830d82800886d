package org.diopter.engine.imported;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Arrays;
import java.util.List;
import org.diopter.engine.imported.TensorData.Inline;

/// Small constants and attributes for nodes that are added to a user's graph.
final class Constants {
    private Constants() {}

    /// A vector of int64.
    static TensorData integers(String name, long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(DataType.INT64.getNumber()).addDims(values.length);
        Arrays.stream(values).forEach(tensor::addInt64Data);
        return data(tensor.build());
    }

    /// One int64.
    static TensorData integer(String name, long value) {
        return data(TensorProto.newBuilder().setName(name).setDataType(DataType.INT64.getNumber()).addInt64Data(value).build());
    }

    /// One float32.
    static TensorData number(String name, float value) {
        return data(TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT.getNumber()).addFloatData(value).build());
    }

    /// Zeros, `false`, or nothing at all where a size is 0.
    static TensorData zeros(String name, int type, List<Long> shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type).addAllDims(shape);
        long elements = shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
        for (long i = 0; i < elements; i++) {
            if (type == DataType.INT64.getNumber()) {
                tensor.addInt64Data(0);
            } else if (type == DataType.FLOAT.getNumber()) {
                tensor.addFloatData(0);
            } else {
                tensor.addInt32Data(0);
            }
        }
        return data(tensor.build());
    }

    private static TensorData data(TensorProto tensor) {
        return new TensorData(tensor.getName(), tensor.getDataType(), tensor.getDimsList(), new Inline(tensor));
    }

    static AttributeProto integerAttribute(String name, long value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
    }

    static AttributeProto integersAttribute(String name, List<Long> values) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS).addAllInts(values).build();
    }
}
