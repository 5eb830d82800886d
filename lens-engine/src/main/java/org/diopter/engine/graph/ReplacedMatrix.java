package org.diopter.engine.graph;

import static org.diopter.engine.graph.OnnxGraph.integer;

import java.util.ArrayList;
import java.util.List;
import org.diopter.engine.arch.Linear;
import org.diopter.engine.graph.BlockVariant.Replaced;

/// Writes the product with a stored matrix of which some parts are inputs.
final class ReplacedMatrix {
    private static final long FREE = -1;

    private final OnnxGraph graph;

    ReplacedMatrix(OnnxGraph graph) {
        this.graph = graph;
    }

    /// y = x W'ᵀ + b. The columns of the parts take the place of the stored matrix's; the bias is added last.
    ///
    /// @param parts not empty; they do not overlap
    String write(Linear linear, List<Replaced> parts, String output, String rows) {
        String product = linear.bias().isPresent() ? output + ".unbiased" : output;
        if (parts.getFirst().isWhole()) {
            part(parts.getFirst(), product, rows);
        } else {
            assembled(linear, parts, product, rows);
        }
        linear.bias().ifPresent(bias -> graph.op("Add", output, List.of(product, graph.weight(bias))));
        return output;
    }

    private void assembled(Linear linear, List<Replaced> parts, String output, String rows) {
        List<String> columns = new ArrayList<>();
        columns.add(graph.op(
                "Gemm", output + ".stored", List.of(rows, graph.weight(linear.weight())), integer("transB", linear.outputFirst() ? 1 : 0)));
        for (Replaced part : parts) {
            columns.add(part(part, output + "." + part.name(), rows));
        }
        String all = graph.op("Concat", output + ".columns", columns, integer("axis", 1));
        graph.op("Gather", output, List.of(all, graph.integers(output + ".source", Replaced.source(linear.outputs(), parts))), integer("axis", 1));
    }

    private String part(Replaced part, String output, String rows) {
        long in = part.stored().inputs();
        return switch (part.form()) {
            case DENSE -> graph.op("Gemm", output, List.of(rows, graph.input(part.dense(), part.outputs().count(), in)), integer("transB", 1));
            case FACTORED -> {
                String right = graph.input(part.right(), FREE, in);
                String inside = graph.op("Gemm", output + ".inside", List.of(rows, right), integer("transB", 1));
                String masked = graph.op("Mul", output + ".masked", List.of(inside, graph.input(part.mask(), FREE)));
                yield graph.op("Gemm", output, List.of(masked, graph.input(part.left(), FREE, part.outputs().count())));
            }
        };
    }
}
