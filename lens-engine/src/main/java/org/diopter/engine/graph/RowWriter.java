package org.diopter.engine.graph;

import static org.diopter.engine.graph.OnnxGraph.integer;
import static org.diopter.engine.graph.OnnxGraph.real;
import static org.diopter.engine.graph.OnnxGraph.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.diopter.engine.arch.Activation;
import org.diopter.engine.arch.Linear;
import org.diopter.engine.arch.Norm;
import org.diopter.engine.arch.Outputs;
import org.diopter.model.checkpoint.TensorInfo;

/// Writes what is done to rows one by one: matrices, norms, activations, caps.
final class RowWriter {
    private final OnnxGraph graph;
    private final BlockVariant variant;

    RowWriter(OnnxGraph graph) {
        this(graph, BlockVariant.PLAIN);
    }

    /// @param variant which matrices are inputs
    RowWriter(OnnxGraph graph, BlockVariant variant) {
        this.graph = graph;
        this.variant = variant;
    }

    /// A matrix applied to rows.
    String linear(Linear linear, String output, String rows) {
        List<BlockVariant.Replaced> parts = variant.partsOf(linear.weight());
        if (!parts.isEmpty()) {
            return new ReplacedMatrix(graph).write(linear, parts, output, rows);
        }
        String weight = graph.weight(linear.weight());
        List<String> inputs = linear.bias()
                .map(bias -> List.of(rows, weight, graph.weight(bias)))
                .orElseGet(() -> List.of(rows, weight));
        return graph.op("Gemm", output, inputs, integer("transB", linear.outputFirst() ? 1 : 0));
    }

    /// Some of a matrix's outputs, applied to rows: [T, end − first]. Only these are unpacked where the matrix is stored in another type.
    ///
    /// @param first the first output, [1] int64
    /// @param end the output after the last, [1] int64
    String outputs(Linear linear, String first, String end, String output, String rows) {
        String axis = graph.integers(output + ".axis", linear.outputFirst() ? 0 : 1);
        String weight = slice(linear.weight(), List.of(first, end, axis), output + ".weight");
        List<String> inputs = new ArrayList<>(List.of(rows, weight));
        linear.bias().ifPresent(bias -> inputs.add(slice(bias, List.of(first, end), output + ".bias")));
        return graph.op("Gemm", output, inputs, integer("transB", linear.outputFirst() ? 1 : 0));
    }

    private String slice(TensorInfo tensor, List<String> range, String output) {
        List<String> inputs = new ArrayList<>(List.of(graph.storedWeight(tensor)));
        inputs.addAll(range);
        return graph.toFloat(graph.op("Slice", output + ".stored", inputs), output);
    }

    /// Some of the columns of [T, n]: [T, outputs.count()].
    String columns(Outputs outputs, String output, String rows) {
        String runs = rows;
        int axis = 1;
        if (outputs.runs() > 1) {
            String shape = graph.integers(output + ".runs.shape", 0, outputs.runs(), outputs.stride());
            runs = graph.op("Reshape", output + ".runs", List.of(rows, shape));
            axis = 2;
        }
        String begin = graph.integers(output + ".begin", outputs.first());
        String end = graph.integers(output + ".end", outputs.first() + outputs.length());
        String cut = axis == 1 ? output : output + ".cut";
        graph.op("Slice", cut, List.of(runs, begin, end, graph.integers(output + ".axis", axis)));
        return axis == 1 ? cut : graph.op("Reshape", output, List.of(cut, graph.integers(output + ".shape", 0, outputs.count())));
    }

    /// A normalisation of the last axis.
    String norm(Norm norm, String output, String rows) {
        return switch (norm.kind()) {
            case RMS, RMS_ONE_PLUS ->
                graph.op("RMSNormalization", output, List.of(rows, scale(norm, output)), integer("axis", -1), real("epsilon", norm.epsilon()));
            case LAYER -> {
                List<String> inputs = new ArrayList<>(List.of(rows, scale(norm, output)));
                norm.bias().ifPresent(bias -> inputs.add(graph.weight(bias)));
                yield graph.op("LayerNormalization", output, inputs, integer("axis", -1), real("epsilon", norm.epsilon()));
            }
        };
    }

    /// What the normalised rows are multiplied by: [width].
    String scale(Norm norm, String output) {
        if (norm.weight().isEmpty()) {
            return graph.numbers(output + ".ones", Collections.nCopies(norm.width(), 1.0), norm.width());
        }
        String weight = graph.weight(norm.weight().get());
        boolean onePlus = norm.kind() == Norm.Kind.RMS_ONE_PLUS;
        return onePlus ? graph.op("Add", output + ".scale", List.of(weight, graph.number(output + ".one", 1))) : weight;
    }

    String activation(Activation activation, String output, String input) {
        return switch (activation) {
            case SILU -> {
                String sigmoid = graph.op("Sigmoid", output + ".sigmoid", List.of(input));
                yield graph.op("Mul", output, List.of(input, sigmoid));
            }
            case GELU_TANH -> graph.op("Gelu", output, List.of(input), text("approximate", "tanh"));
            case GELU_ERF -> graph.op("Gelu", output, List.of(input));
            case RELU -> graph.op("Relu", output, List.of(input));
        };
    }

    /// All numbers times one, written only where that changes them.
    String multiplied(double factor, String output, String input) {
        return factor == 1 ? input : graph.op("Mul", output, List.of(input, graph.number(output + ".factor", factor)));
    }

    /// c tanh(x/c), written only where there is a cap.
    String capped(OptionalDouble cap, String output, String input) {
        if (cap.isEmpty()) {
            return input;
        }
        double c = cap.getAsDouble();
        String tanh = graph.op("Tanh", output + ".tanh", List.of(multiplied(1 / c, output + ".divided", input)));
        return multiplied(c, output, tanh);
    }
}
