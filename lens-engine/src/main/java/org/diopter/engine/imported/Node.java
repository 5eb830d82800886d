package org.diopter.engine.imported;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// One operation of a graph.
record Node(NodeProto proto) {
    private static final Set<String> STANDARD = Set.of("", "ai.onnx");

    /// An operation with one output.
    static Node of(String type, String output, List<String> inputs, AttributeProto... attributes) {
        return new Node(NodeProto.newBuilder()
                .setName(output)
                .setOpType(type)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes))
                .build());
    }

    /// The operator; `com.microsoft:` before it if it is not of the standard.
    String type() {
        return STANDARD.contains(proto.getDomain()) ? proto.getOpType() : proto.getDomain() + ":" + proto.getOpType();
    }

    boolean is(String... types) {
        return Set.of(types).contains(type());
    }

    /// Names of tensors; an absent one is empty.
    List<String> inputs() {
        return proto.getInputList();
    }

    /// The name of an input, or empty if it is absent.
    String input(int index) {
        return index < proto.getInputCount() ? proto.getInput(index) : "";
    }

    List<String> outputs() {
        return proto.getOutputList();
    }

    /// The name of an output, or empty if it is absent.
    String output(int index) {
        return index < proto.getOutputCount() ? proto.getOutput(index) : "";
    }

    Optional<AttributeProto> attribute(String name) {
        return proto.getAttributeList().stream().filter(attribute -> attribute.getName().equals(name)).findFirst();
    }

    long integer(String name, long otherwise) {
        return attribute(name).map(AttributeProto::getI).orElse(otherwise);
    }

    float real(String name, float otherwise) {
        return attribute(name).map(AttributeProto::getF).orElse(otherwise);
    }

    boolean hasSubgraph() {
        return proto.getAttributeList().stream().anyMatch(attribute -> attribute.hasG() || attribute.getGraphsCount() > 0);
    }

    /// This one with other names of tensors.
    Node renamed(UnaryOperator<String> names) {
        NodeProto.Builder other = proto.toBuilder().clearName().clearInput().clearOutput();
        inputs().forEach(input -> other.addInput(input.isEmpty() ? "" : names.apply(input)));
        outputs().forEach(output -> other.addOutput(output.isEmpty() ? "" : names.apply(output)));
        return new Node(other.build());
    }
}
