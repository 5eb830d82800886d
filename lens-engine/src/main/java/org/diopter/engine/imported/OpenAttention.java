package org.diopter.engine.imported;

import static org.diopter.engine.imported.Constants.integerAttribute;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;

/// Makes the standard's attention operations give their probabilities away.
final class OpenAttention {
    /// The index of the output that holds probabilities.
    static final int PROBABILITIES = 3;

    private static final String MODE = "qk_matmul_output_mode";
    private static final int AFTER_SOFTMAX = 3;
    private static final int FIRST_PAST_INPUT = 4;

    private OpenAttention() {}

    static List<Node> in(List<Node> nodes) {
        return nodes.stream().map(node -> node.is("Attention") && node.inputs().size() <= FIRST_PAST_INPUT ? open(node) : node).toList();
    }

    /// Without a past, the outputs of keys and values only repeat inputs; ONNX Runtime refuses them.
    private static Node open(Node node) {
        NodeProto.Builder open = node.proto().toBuilder().clearOutput().clearAttribute();
        open.addOutput(node.output(0)).addOutput("").addOutput("").addOutput(node.output(0) + ":probabilities");
        node.proto().getAttributeList().stream().filter(attribute -> !attribute.getName().equals(MODE)).forEach(open::addAttribute);
        return new Node(open.addAttribute(integerAttribute(MODE, AFTER_SOFTMAX)).build());
    }
}
