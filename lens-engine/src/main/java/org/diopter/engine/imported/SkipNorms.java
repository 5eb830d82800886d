package org.diopter.engine.imported;

import static org.diopter.engine.imported.Constants.integerAttribute;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Takes the skip norms of optimised graphs apart, which add an update to the stream and normalise the sum in one operation: often the sum, which is the
/// stream itself, is no tensor otherwise.
final class SkipNorms {
    private static final String SKIP_LAYER = "com.microsoft:SkipLayerNormalization";
    private static final String SKIP_RMS = "com.microsoft:SkipSimplifiedLayerNormalization";
    private static final int SUM = 3;

    private SkipNorms() {}

    static List<Node> apart(List<Node> nodes) {
        return nodes.stream().flatMap(SkipNorms::apart).toList();
    }

    private static Stream<Node> apart(Node node) {
        return node.is(SKIP_LAYER, SKIP_RMS) ? Stream.concat(sums(node).stream(), Stream.of(norm(node))) : Stream.of(node);
    }

    private static String sum(Node node) {
        return node.output(SUM).isEmpty() ? node.output(0) + ":sum" : node.output(SUM);
    }

    /// The bias belongs to the update, which is the first input where ONNX Runtime's optimiser has put it.
    private static List<Node> sums(Node node) {
        String bias = node.input(node.is(SKIP_LAYER) ? 4 : 3);
        List<Node> sums = new ArrayList<>();
        String update = node.input(0);
        if (!bias.isEmpty()) {
            update = sum(node) + ":update";
            sums.add(Node.of("Add", update, List.of(node.input(0), bias)));
        }
        sums.add(Node.of("Add", sum(node), List.of(update, node.input(1))));
        return sums;
    }

    private static Node norm(Node node) {
        NodeProto.Builder norm = NodeProto.newBuilder().setName(node.proto().getName()).addOutput(node.output(0));
        norm.addInput(sum(node)).addInput(node.input(2)).addAttribute(integerAttribute("axis", -1));
        node.attribute("epsilon").ifPresent(norm::addAttribute);
        if (node.is(SKIP_LAYER)) {
            norm.setOpType("LayerNormalization");
            if (!node.input(3).isEmpty()) {
                norm.addInput(node.input(3));
            }
        } else {
            norm.setOpType("SimplifiedLayerNormalization");
        }
        return new Node(norm.build());
    }
}
