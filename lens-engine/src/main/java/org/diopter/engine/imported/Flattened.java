package org.diopter.engine.imported;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A file's graph as plain nodes and constants: the branch without past chosen, local functions written out, constant nodes turned into constants.
final class Flattened {
    private static final int MAX_CALLS_WITHIN_CALLS = 32;
    /// A function that calls another twice, which calls another twice, …: such a file grows beyond all bounds when written out.
    private static final int MAX_NODES = 2_000_000;

    private final TensorReader reader;
    private final Map<String, FunctionProto> functions = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, TensorData> constants = new LinkedHashMap<>();
    private int calls;

    private Flattened(TensorReader reader) {
        this.reader = reader;
    }

    /// @throws UnclearGraph if the model branches in another way than on whether there is a past
    static Flattened of(OnnxFile file) {
        Flattened flattened = new Flattened(new TensorReader(file));
        file.model().getFunctionsList().forEach(function -> flattened.functions.put(key(function.getDomain(), function.getName()), function));
        flattened.add(file.model().getGraph(), 0);
        return flattened;
    }

    List<Node> nodes() {
        return nodes;
    }

    Map<String, TensorData> constants() {
        return constants;
    }

    private void add(GraphProto graph, int depth) {
        for (TensorProto tensor : graph.getInitializerList()) {
            constants.put(tensor.getName(), reader.read(tensor.getName(), tensor));
        }
        if (graph.getSparseInitializerCount() > 0) {
            throw new UnclearGraph("The graph has sparse weights, which cannot be split into blocks.");
        }
        graph.getNodeList().forEach(node -> add(new Node(node), depth));
    }

    private void add(Node node, int depth) {
        FunctionProto function = functions.get(key(node.proto().getDomain(), node.proto().getOpType()));
        if (function != null) {
            call(node, function, depth);
        } else if (node.is("Constant")) {
            addConstant(node);
        } else if (node.is("If")) {
            chooseBranch(node, depth);
        } else if (node.hasSubgraph()) {
            throw new UnclearGraph("The graph has a loop (operator %s). Loops and branches inside the layers are not supported.".formatted(node.type()));
        } else {
            nodes.add(node);
            if (nodes.size() > MAX_NODES) {
                throw new UnclearGraph("The graph has more than %,d operations when its functions are written out.".formatted(MAX_NODES));
            }
        }
    }

    /// Optimum's merged decoder: `else` is the branch without past.
    private void chooseBranch(Node node, int depth) {
        if (!node.input(0).equals(FixedInputs.USE_CACHE_BRANCH)) {
            throw new UnclearGraph("The graph branches. Branches inside the layers are not supported.");
        }
        GraphProto branch = node.attribute("else_branch").map(AttributeProto::getG).orElseThrow(() -> new UnclearGraph("The graph has a branch without else."));
        if (branch.getOutputCount() != node.outputs().size()) {
            throw new UnclearGraph("The graph has a branch with %d outputs in place of %d.".formatted(branch.getOutputCount(), node.outputs().size()));
        }
        add(branch, depth + 1);
        for (int i = 0; i < branch.getOutputCount(); i++) {
            if (!node.output(i).isEmpty() && !node.output(i).equals(branch.getOutput(i).getName())) {
                nodes.add(Node.of("Identity", node.output(i), List.of(branch.getOutput(i).getName())));
            }
        }
    }

    private void addConstant(Node node) {
        AttributeProto value = node.proto().getAttributeCount() == 1 ? node.proto().getAttribute(0) : AttributeProto.getDefaultInstance();
        String name = node.output(0);
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name);
        switch (value.getName()) {
            case "value" -> constants.put(name, reader.read(name, value.getT()));
            case "value_int" -> constants.put(name, reader.read(name, tensor.setDataType(TensorProto.DataType.INT64.getNumber()).addInt64Data(value.getI()).build()));
            case "value_ints" -> constants.put(name, reader.read(name, tensor.setDataType(TensorProto.DataType.INT64.getNumber())
                    .addDims(value.getIntsCount()).addAllInt64Data(value.getIntsList()).build()));
            case "value_float" -> constants.put(name, reader.read(name, tensor.setDataType(TensorProto.DataType.FLOAT.getNumber()).addFloatData(value.getF()).build()));
            case "value_floats" -> constants.put(name, reader.read(name, tensor.setDataType(TensorProto.DataType.FLOAT.getNumber())
                    .addDims(value.getFloatsCount()).addAllFloatData(value.getFloatsList()).build()));
            default -> nodes.add(node);
        }
    }

    /// Writes a function's body in the place of its call.
    private void call(Node node, FunctionProto function, int depth) {
        if (depth > MAX_CALLS_WITHIN_CALLS) {
            throw new UnclearGraph("The graph's functions call one another more than %d deep.".formatted(MAX_CALLS_WITHIN_CALLS));
        }
        String prefix = "call" + calls++ + ":";
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < function.getInputCount(); i++) {
            names.put(function.getInput(i), node.input(i));
        }
        for (int i = 0; i < function.getOutputCount(); i++) {
            names.put(function.getOutput(i), node.output(i).isEmpty() ? prefix + function.getOutput(i) : node.output(i));
        }
        for (NodeProto inner : function.getNodeList()) {
            Node renamed = new Node(withAttributes(inner, node)).renamed(name -> names.computeIfAbsent(name, n -> prefix + n));
            add(renamed, depth + 1);
        }
    }

    /// Attributes that refer to the call's get its values; those it does not give are left out.
    private static NodeProto withAttributes(NodeProto inner, Node call) {
        NodeProto.Builder node = inner.toBuilder().clearAttribute();
        for (AttributeProto attribute : inner.getAttributeList()) {
            if (attribute.getRefAttrName().isEmpty()) {
                node.addAttribute(attribute);
            } else {
                call.attribute(attribute.getRefAttrName()).ifPresent(value -> node.addAttribute(value.toBuilder().setName(attribute.getName())));
            }
        }
        return node.build();
    }

    private static String key(String domain, String name) {
        return domain + ":" + name;
    }
}
