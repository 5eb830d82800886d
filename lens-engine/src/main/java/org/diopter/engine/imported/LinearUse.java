package org.diopter.engine.imported;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import java.util.Optional;

/// A weight matrix that rows are multiplied with.
///
/// @param weight its name among the constants
/// @param inputFirst whether it is stored [in, out], else [out, in]
/// @param type in which the product is computed, a value of [DataType]
/// @param output the product, with the bias added where there is one
record LinearUse(String weight, boolean inputFirst, int type, String output) {
    private static final String[] ON_THE_WAY = {"Transpose", "Cast", "Identity"};

    /// The use that a product makes of a constant, perhaps through transpositions and casts; nothing if it multiplies with something else.
    static Optional<LinearUse> of(Graph graph, Node product) {
        if (!product.is("MatMul", "Gemm") || product.integer("transA", 0) != 0) {
            return Optional.empty();
        }
        boolean inputFirst = product.integer("transB", 0) == 0;
        int type = 0;
        String weight = product.input(1);
        while (graph.constant(weight).isEmpty()) {
            Node maker = graph.maker(weight).orElse(null);
            if (maker == null || !maker.is(ON_THE_WAY)) {
                return Optional.empty();
            }
            inputFirst ^= maker.is("Transpose");
            type = type == 0 && maker.is("Cast") ? (int) maker.integer("to", 0) : type;
            weight = maker.input(0);
        }
        TensorData data = graph.constant(weight).orElseThrow();
        int computed = type == 0 ? data.type() : type;
        boolean matrix = data.isFloat() && data.shape().size() == 2;
        return matrix ? Optional.of(new LinearUse(weight, inputFirst, computed, product.output(0))) : Optional.empty();
    }

    /// How many operations read a constant, each way through a transposition or a cast counted.
    static int readers(Graph graph, String tensor) {
        return graph.consumers(tensor).stream()
                .map(graph::node)
                .mapToInt(node -> node.is(ON_THE_WAY) ? readers(graph, node.output(0)) : 1)
                .sum();
    }

    LinearUse giving(String tensor) {
        return new LinearUse(weight, inputFirst, type, tensor);
    }

    long inputs(Graph graph) {
        return shape(graph).get(inputFirst ? 0 : 1);
    }

    long outputs(Graph graph) {
        return shape(graph).get(inputFirst ? 1 : 0);
    }

    private List<Long> shape(Graph graph) {
        return graph.constant(weight).orElseThrow().shape();
    }
}
