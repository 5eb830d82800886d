package org.diopter.engine.imported;

import static org.diopter.engine.imported.Constants.integerAttribute;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.diopter.model.UnusableInputException;

/// Takes a graph's inputs away: what a decoder asks for follows from the token ids alone, if there is one sequence, nothing is padded and nothing cached.
///
/// @param tokenInput the input that takes the token ids
/// @param nodes that make the inputs from a vector of token ids
/// @param constants for those nodes, and for inputs that are constant
/// @param pastKeys how many inputs take cached keys
record FixedInputs(String tokenInput, List<Node> nodes, Map<String, TensorData> constants, long pastKeys) {
    /// Whether Optimum's merged decoder shall use its cache.
    static final String USE_CACHE_BRANCH = "use_cache_branch";

    private static final String OWN = "diopter:";
    private static final Set<String> TOKEN_NAMES = Set.of("input_ids", "tokens", "input");

    /// @throws UnusableInputException D-102 if an input is not known
    static FixedInputs of(OnnxFile file) {
        GraphProto graph = file.model().getGraph();
        Set<String> constants = graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
        List<ValueInfoProto> inputs = graph.getInputList().stream().filter(input -> !constants.contains(input.getName())).toList();
        ValueInfoProto tokens = inputs.stream()
                .filter(input -> TOKEN_NAMES.contains(input.getName()) && rank(input) == 2 && isInteger(type(input)))
                .findFirst()
                .orElseThrow(() -> new UnusableInputException(OnnxFile.UNSUPPORTED, "‘%s’ has no input input_ids [batch, sequence]; it takes %s. Export it with the task text-generation."
                        .formatted(file.name(), inputs.stream().map(ValueInfoProto::getName).limit(8).collect(Collectors.joining(", ")))));
        FixedInputs fixed = new FixedInputs(tokens.getName(), new ArrayList<>(), new LinkedHashMap<>(), inputs.stream()
                .filter(input -> input.getName().startsWith("past") && input.getName().matches(".*[._]key(\\.\\d+)?"))
                .count());
        fixed.shapes();
        fixed.cast(Graph.TOKENS + ".row", tokens);
        inputs.stream().filter(input -> input != tokens).forEach(input -> fixed.fix(file, input));
        return fixed;
    }

    /// Token ids [1, T], T as a vector and as a scalar, and [1, T] as a shape.
    private void shapes() {
        constant(Constants.integers(OWN + "row", 1, -1));
        constant(Constants.integers(OWN + "one", 1));
        constant(Constants.integer(OWN + "0", 0));
        constant(Constants.integer(OWN + "1", 1));
        nodes.add(Node.of("Reshape", Graph.TOKENS + ".row", List.of(Graph.TOKENS, OWN + "row")));
        nodes.add(Node.of("Shape", OWN + "T", List.of(Graph.TOKENS)));
        nodes.add(Node.of("Gather", OWN + "count", List.of(OWN + "T", OWN + "0"), integerAttribute("axis", 0)));
        nodes.add(Node.of("Concat", OWN + "row.shape", List.of(OWN + "one", OWN + "T"), integerAttribute("axis", 0)));
        nodes.add(Node.of("Range", OWN + "range", List.of(OWN + "0", OWN + "count", OWN + "1")));
        nodes.add(Node.of("Reshape", OWN + "positions", List.of(OWN + "range", OWN + "row")));
        nodes.add(Node.of("Expand", OWN + "ones", List.of(OWN + "one", OWN + "row.shape")));
    }

    private void fix(OnnxFile file, ValueInfoProto input) {
        String name = input.getName();
        boolean vector = rank(input) == 1;
        if (name.equals("attention_mask") && rank(input) == 2) {
            cast(OWN + "ones", input);
        } else if (name.equals("position_ids") && rank(input) == 2) {
            cast(OWN + "positions", input);
        } else if ((name.equals("position_ids") || name.equals("cache_position")) && vector) {
            cast(OWN + "range", input);
        } else if (name.startsWith("past") && rank(input) >= 3) {
            constant(Constants.zeros(name, type(input), empty(input)));
        } else if (name.equals(USE_CACHE_BRANCH) || name.startsWith("num_logits_to_keep") || name.startsWith("logits_to_keep")) {
            constant(Constants.zeros(name, type(input), vector ? List.of(1L) : List.of()));
        } else {
            throw new UnusableInputException(OnnxFile.UNSUPPORTED, "‘%s’ asks for the input ‘%.80s’, which is not known. Export it with the task text-generation."
                    .formatted(file.name(), name));
        }
    }

    private void constant(TensorData data) {
        constants.put(data.name(), data);
    }

    private void cast(String from, ValueInfoProto input) {
        nodes.add(Node.of("Cast", input.getName(), List.of(from), integerAttribute("to", type(input))));
    }

    /// The shape of a cache that holds nothing: one sequence, what has no size has the size 0.
    private static List<Long> empty(ValueInfoProto input) {
        List<Dimension> dimensions = input.getType().getTensorType().getShape().getDimList();
        List<Long> shape = new ArrayList<>(dimensions.stream().map(dimension -> Math.max(0, dimension.getDimValue())).toList());
        shape.set(0, 1L);
        if (shape.stream().noneMatch(size -> size == 0)) {
            shape.set(shape.size() - 2, 0L);
        }
        return shape;
    }

    private static int rank(ValueInfoProto input) {
        return input.getType().getTensorType().getShape().getDimCount();
    }

    private static int type(ValueInfoProto input) {
        return input.getType().getTensorType().getElemType();
    }

    private static boolean isInteger(int type) {
        return type == DataType.INT64.getNumber() || type == DataType.INT32.getNumber();
    }
}
