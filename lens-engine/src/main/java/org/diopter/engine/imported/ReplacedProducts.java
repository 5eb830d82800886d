package org.diopter.engine.imported;

import static org.diopter.engine.imported.Constants.integerAttribute;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.List;
import org.diopter.engine.graph.BlockVariant;
import org.diopter.engine.graph.BlockVariant.Replaced;

/// Writes a block's products with matrices that are inputs in the place of the graph's own. What is replaced is the product and not the constant: a matrix
/// in factors is never multiplied out, and how the graph stores it does not matter.
final class ReplacedProducts {
    private static final String OWN = "diopter:edit:";
    private static final int FLOAT = DataType.FLOAT.getNumber();
    private static final long FREE = -1;

    private final Graph graph;
    private final BlockVariant variant;

    ReplacedProducts(Graph graph, BlockVariant variant) {
        this.graph = graph;
        this.variant = variant;
    }

    /// The inputs of a node that what is written for it reads too.
    List<String> inputs(Node node) {
        List<Replaced> parts = parts(node);
        boolean whole = !parts.isEmpty() && parts.getFirst().isWhole();
        return whole ? node.inputs().stream().filter(input -> !input.equals(node.input(1))).toList() : node.inputs();
    }

    private List<Replaced> parts(Node node) {
        return variant.replaced().isEmpty() ? List.of() : LinearUse.of(graph, node)
                .map(use -> variant.replaced().stream().filter(part -> part.stored().weight().name().equals(use.weight())).toList())
                .orElse(List.of());
    }

    /// Writes a node, or what takes its place.
    void write(GraphWriter writer, Node node) {
        List<Replaced> parts = parts(node);
        if (parts.isEmpty()) {
            writer.node(node);
        } else {
            replace(writer, node, parts, LinearUse.of(graph, node).orElseThrow().type());
        }
    }

    /// @param type in which the graph computes the product; the replaced one is computed in float32
    private void replace(GraphWriter writer, Node node, List<Replaced> parts, int type) {
        Replaced first = parts.getFirst();
        long outputs = first.stored().outputs();
        String at = OWN + node.output(0);
        String rows = rows(writer, node.input(0), first.stored().inputs(), type, at + ":rows");
        String product = first.isWhole() ? part(writer, first, rows, at + ":product") : assembled(writer, node, parts, rows, type, at);
        String scaled = times(writer, product, node.real("alpha", 1), at + ":scaled");
        String cast = type == FLOAT ? scaled : op(writer, "Cast", at + ":cast", List.of(scaled), type);
        if (node.is("Gemm")) {
            biased(writer, node, cast, type, at);
        } else {
            writer.node(Node.of("Reshape", node.output(0), List.of(cast, shape(writer, node.input(0), outputs, at + ":shape"))));
        }
    }

    private static String op(GraphWriter writer, String type, String output, List<String> inputs, int to) {
        writer.node(Node.of(type, output, inputs, integerAttribute("to", to)));
        return output;
    }

    /// The rows of a tensor in float32: [rows, width].
    private static String rows(GraphWriter writer, String tensor, long width, int type, String output) {
        writer.constant(Constants.integers(output + ":shape", -1, width));
        writer.node(Node.of("Reshape", output, List.of(tensor, output + ":shape")));
        return type == FLOAT ? output : op(writer, "Cast", output + ":float", List.of(output), FLOAT);
    }

    /// x W'ᵀ for one matrix that is an input.
    private static String part(GraphWriter writer, Replaced part, String rows, String output) {
        long in = part.stored().inputs();
        long out = part.outputs().count();
        switch (part.form()) {
            case DENSE -> {
                writer.input(part.dense(), FLOAT, out, in);
                writer.node(Node.of("Gemm", output, List.of(rows, part.dense()), integerAttribute("transB", 1)));
            }
            case FACTORED -> {
                writer.input(part.right(), FLOAT, FREE, in).input(part.mask(), FLOAT, FREE).input(part.left(), FLOAT, FREE, out);
                writer.node(Node.of("Gemm", output + ":inside", List.of(rows, part.right()), integerAttribute("transB", 1)));
                writer.node(Node.of("Mul", output + ":masked", List.of(output + ":inside", part.mask())));
                writer.node(Node.of("Gemm", output, List.of(output + ":masked", part.left())));
            }
        }
        return output;
    }

    /// The product with a fused matrix, the columns of the replaced parts put in.
    private static String assembled(GraphWriter writer, Node node, List<Replaced> parts, String rows, int type, String at) {
        long outputs = parts.getFirst().stored().outputs();
        List<String> inputs = List.of(node.input(0), node.input(1));
        writer.node(node.is("Gemm")
                ? Node.of("Gemm", at + ":stored", inputs, integerAttribute("transB", node.integer("transB", 0)))
                : Node.of("MatMul", at + ":stored", inputs));
        List<String> columns = new ArrayList<>(List.of(rows(writer, at + ":stored", outputs, type, at + ":stored:rows")));
        for (Replaced part : parts) {
            columns.add(part(writer, part, rows, at + ":" + part.name()));
        }
        writer.node(Node.of("Concat", at + ":columns", columns, integerAttribute("axis", 1)));
        writer.constant(Constants.integers(at + ":source", Replaced.source(outputs, parts)));
        writer.node(Node.of("Gather", at + ":product", List.of(at + ":columns", at + ":source"), integerAttribute("axis", 1)));
        return at + ":product";
    }

    private static String times(GraphWriter writer, String tensor, float factor, String output) {
        if (factor == 1) {
            return tensor;
        }
        writer.constant(Constants.number(output + ":factor", factor));
        writer.node(Node.of("Mul", output, List.of(tensor, output + ":factor")));
        return output;
    }

    /// α A B' + β C.
    private static void biased(GraphWriter writer, Node node, String product, int type, String at) {
        if (node.input(2).isEmpty()) {
            writer.node(Node.of("Identity", node.output(0), List.of(product)));
            return;
        }
        String bias = node.input(2);
        if (node.real("beta", 1) != 1) {
            String wide = op(writer, "Cast", at + ":bias", List.of(bias), FLOAT);
            bias = op(writer, "Cast", at + ":bias:cast", List.of(times(writer, wide, node.real("beta", 1), at + ":bias:scaled")), type);
        }
        writer.node(Node.of("Add", node.output(0), List.of(product, bias)));
    }

    /// The shape of a tensor, its last size another.
    private static String shape(GraphWriter writer, String tensor, long last, String output) {
        writer.constant(Constants.integers(output + ":from", 0)).constant(Constants.integers(output + ":to", -1)).constant(Constants.integers(output + ":last", last));
        writer.node(Node.of("Shape", output + ":all", List.of(tensor)));
        writer.node(Node.of("Slice", output + ":front", List.of(output + ":all", output + ":from", output + ":to")));
        writer.node(Node.of("Concat", output, List.of(output + ":front", output + ":last"), integerAttribute("axis", 0)));
        return output;
    }
}
