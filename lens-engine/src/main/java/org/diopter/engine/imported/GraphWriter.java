package org.diopter.engine.imported;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.diopter.engine.imported.TensorData.InFile;
import org.diopter.engine.imported.TensorData.Inline;

/// Writes a part of a user's graph as a graph of its own. Its large tensors stay where they are: they are referred to by file, offset and length.
final class GraphWriter {
    /// The first version in which constants need not be inputs.
    private static final long MIN_IR_VERSION = 4;

    private final OnnxFile file;
    private final Path folder;
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("part");
    private final List<FunctionProto> functions = new ArrayList<>();
    private final Set<String> defined = new HashSet<>();

    /// @param folder a real folder above every file with weights
    GraphWriter(OnnxFile file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    /// An input, once; a negative size is free.
    GraphWriter input(String name, int type, long... shape) {
        if (defined.add(name)) {
            graph.addInput(value(name, type, shape));
        }
        return this;
    }

    /// An output whose type ONNX Runtime finds out.
    GraphWriter output(String name) {
        graph.addOutput(ValueInfoProto.newBuilder().setName(name));
        return this;
    }

    /// An output; a negative size is free.
    GraphWriter output(String name, int type, long... shape) {
        graph.addOutput(value(name, type, shape));
        return this;
    }

    GraphWriter node(Node node) {
        graph.addNode(node.proto());
        node.outputs().forEach(defined::add);
        return this;
    }

    /// A constant, once; not if there is an input or a node of that name.
    GraphWriter constant(TensorData data) {
        if (defined.add(data.name())) {
            graph.addInitializer(initializer(data));
        }
        return this;
    }

    /// Adds the constants that the nodes read.
    GraphWriter constantsOf(Graph source) {
        for (NodeProto node : List.copyOf(graph.getNodeList())) {
            node.getInputList().forEach(input -> source.constant(input).ifPresent(this::constant));
        }
        return this;
    }

    /// Keeps the file's own functions, for a graph in which they are still called.
    GraphWriter functions() {
        functions.addAll(file.model().getFunctionsList());
        return this;
    }

    private TensorProto initializer(TensorData data) {
        return switch (data.place()) {
            case Inline(TensorProto tensor) -> tensor.toBuilder().setName(data.name()).build();
            case InFile(Path path, long offset, long length) ->
                TensorProto.newBuilder()
                        .setName(data.name())
                        .setDataType(data.type())
                        .addAllDims(data.shape())
                        .setDataLocation(DataLocation.EXTERNAL)
                        .addExternalData(entry("location", folder.relativize(path).toString().replace('\\', '/')))
                        .addExternalData(entry("offset", Long.toString(offset)))
                        .addExternalData(entry("length", Long.toString(length)))
                        .build();
        };
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    private static ValueInfoProto value(String name, int type, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (long size : shape) {
            dimensions.addDim(size < 0 ? Dimension.newBuilder() : Dimension.newBuilder().setDimValue(size));
        }
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type).setShape(dimensions);
        return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(tensor)).build();
    }

    byte[] toBytes() {
        return ModelProto.newBuilder()
                .setIrVersion(Math.max(MIN_IR_VERSION, file.model().getIrVersion()))
                .setProducerName("diopter")
                .addAllOpsetImport(file.model().getOpsetImportList())
                .addAllFunctions(functions)
                .setGraph(graph)
                .build()
                .toByteArray();
    }
}
