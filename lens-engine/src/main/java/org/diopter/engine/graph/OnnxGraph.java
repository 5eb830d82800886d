package org.diopter.engine.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.diopter.model.checkpoint.TensorInfo;
import org.diopter.model.checkpoint.TensorType;

/// An ONNX model that is being written: tensors are named, and each operation names its one output.
///
/// Weights are not put into the model. They are referred to by file, offset and length, so that ONNX Runtime maps them where they lie.
final class OnnxGraph {
    private static final int OPSET = 23;
    private static final int IR_VERSION = 11;
    private static final AttributeProto FLOAT = integer("to", DataType.FLOAT.getNumber());

    private final GraphProto.Builder graph;
    private final List<NodeProto> casts = new ArrayList<>();
    private final Path weightsFolder;
    private final Set<String> weights = new HashSet<>();

    /// @param weightsFolder a real path above every weight's file; weights are named relative to it
    OnnxGraph(String name, Path weightsFolder) {
        this.graph = GraphProto.newBuilder().setName(name);
        this.weightsFolder = weightsFolder;
    }

    /// A float32 input; an axis is a size or, if negative, free.
    String input(String name, long... shape) {
        graph.addInput(value(name, DataType.FLOAT, shape));
        return name;
    }

    /// An int64 input.
    String idInput(String name, long... shape) {
        graph.addInput(value(name, DataType.INT64, shape));
        return name;
    }

    /// Makes a float32 tensor an output.
    void output(String name, long... shape) {
        graph.addOutput(value(name, DataType.FLOAT, shape));
    }

    /// A constant vector of int64: a shape, axes.
    String integers(String name, long... values) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(DataType.INT64.getNumber()).addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        graph.addInitializer(tensor);
        return name;
    }

    /// A constant int64.
    String count(String name, long value) {
        graph.addInitializer(
                TensorProto.newBuilder().setName(name).setDataType(DataType.INT64.getNumber()).addInt64Data(value));
        return name;
    }

    /// Constant numbers of a shape, row by row.
    String numbers(String name, List<Double> values, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT.getNumber());
        for (long size : shape) {
            tensor.addDims(size);
        }
        values.forEach(value -> tensor.addFloatData(value.floatValue()));
        graph.addInitializer(tensor);
        return name;
    }

    /// A constant number.
    String number(String name, double value) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.FLOAT.getNumber())
                .addFloatData((float) value));
        return name;
    }

    /// A weight as it is stored; the same one is declared once.
    String storedWeight(TensorInfo tensor) {
        if (weights.add(tensor.name())) {
            String location = weightsFolder.relativize(tensor.file()).toString().replace('\\', '/');
            graph.addInitializer(TensorProto.newBuilder()
                    .setName(tensor.name())
                    .setDataType(type(tensor.type()).getNumber())
                    .addAllDims(tensor.shape())
                    .setDataLocation(DataLocation.EXTERNAL)
                    .addExternalData(entry("location", location))
                    .addExternalData(entry("offset", Long.toString(tensor.offset())))
                    .addExternalData(entry("length", Long.toString(tensor.length()))));
        }
        return tensor.name();
    }

    /// A weight as float32. Where it is stored in another type, ONNX Runtime folds the cast when the session is made.
    String weight(TensorInfo tensor) {
        String stored = storedWeight(tensor);
        if (tensor.type() == TensorType.F32) {
            return stored;
        }
        String cast = stored + ":float32";
        if (weights.add(cast)) {
            casts.add(node("Cast", List.of(cast), List.of(stored), FLOAT));
        }
        return cast;
    }

    /// Casts to float32.
    String toFloat(String tensor, String output) {
        return op("Cast", output, List.of(tensor), FLOAT);
    }

    /// An operation with one output, which it names.
    String op(String type, String output, List<String> inputs, AttributeProto... attributes) {
        op(type, List.of(output), inputs, attributes);
        return output;
    }

    /// An operation with several outputs, which it names.
    void op(String type, List<String> outputs, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(node(type, outputs, inputs, attributes));
    }

    private static NodeProto node(String type, List<String> outputs, List<String> inputs, AttributeProto... attributes) {
        return NodeProto.newBuilder()
                .setName(outputs.get(0))
                .setOpType(type)
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllAttribute(List.of(attributes))
                .build();
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
    }

    static AttributeProto integers(String name, List<Long> values) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS).addAllInts(values).build();
    }

    static AttributeProto real(String name, double value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeType.FLOAT).setF((float) value).build();
    }

    static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    /// The finished model. Casts of weights stand first: of what a node needs, ONNX Runtime computes first what stands last in the list, so that a cast
    /// right before its product would run before everything else, and in low-memory mode the float32 copies of all matrices would lie in memory together.
    byte[] toBytes() {
        List<NodeProto> operations = graph.getNodeList();
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("diopter")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph.clone().clearNode().addAllNode(casts).addAllNode(operations))
                .build()
                .toByteArray();
    }

    private static DataType type(TensorType type) {
        return switch (type) {
            case F64 -> DataType.DOUBLE;
            case F32 -> DataType.FLOAT;
            case F16 -> DataType.FLOAT16;
            case BF16 -> DataType.BFLOAT16;
            case I64, I32, I16, I8, U8, BOOL -> throw new IllegalArgumentException("a weight of type " + type);
        };
    }

    private static ValueInfoProto value(String name, DataType type, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (long size : shape) {
            dimensions.addDim(size < 0 ? Dimension.newBuilder() : Dimension.newBuilder().setDimValue(size));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(dimensions)))
                .build();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }
}
