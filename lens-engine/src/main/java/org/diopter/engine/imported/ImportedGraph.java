package org.diopter.engine.imported;

import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.diopter.engine.graph.BlockOutput;
import org.diopter.engine.graph.BlockVariant;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.model.UnusableInputException;

/// A file's graph made regular: plain operations, known inputs fixed, skip norms taken apart.
///
/// @param graph from token ids to logits
/// @param logits its output
/// @param pastKeys how many layers have cached keys among the file's inputs
record ImportedGraph(Graph graph, String logits, long pastKeys) {
    private static final Set<String> RESERVED = reserved();

    private static Set<String> reserved() {
        Set<String> names = Arrays.stream(BlockOutput.values()).map(BlockOutput::tensor).collect(Collectors.toSet());
        names.add(ModelGraphs.STREAM);
        names.add(ModelGraphs.LOGITS);
        return names;
    }

    /// @throws UnusableInputException if the file is damaged or cannot be run
    /// @throws UnclearGraph if it can be run but not be taken apart
    static ImportedGraph of(OnnxFile file) {
        FixedInputs fixed = FixedInputs.of(file);
        Flattened flattened = Flattened.of(file);
        List<Node> nodes = new ArrayList<>(fixed.nodes());
        nodes.addAll(OpenAttention.in(SkipNorms.apart(flattened.nodes())));
        Map<String, TensorData> constants = new LinkedHashMap<>();
        Map<String, TensorData> all = new HashMap<>(flattened.constants());
        all.putAll(fixed.constants());
        all.values().stream().sorted(Comparator.comparing(TensorData::name)).forEach(data -> constants.put(name(data.name()), data.named(name(data.name()))));
        List<Node> renamed = nodes.stream().map(node -> node.renamed(ImportedGraph::name)).toList();
        String logits = name(logits(file));
        return new ImportedGraph(Graph.of(file, renamed, constants, List.of(logits)), logits, fixed.pastKeys());
    }

    /// The user's tensors step aside for those that blocks are asked by.
    private static String name(String tensor) {
        return RESERVED.contains(tensor) || tensor.startsWith(BlockVariant.PREFIX) ? "model:" + tensor : tensor;
    }

    /// The output that holds logits, by its name or by being the only one.
    static String logits(OnnxFile file) {
        List<String> outputs = file.model().getGraph().getOutputList().stream().map(ValueInfoProto::getName).toList();
        if (outputs.contains("logits")) {
            return "logits";
        }
        List<String> others = outputs.stream().filter(output -> !output.startsWith("present")).toList();
        if (others.size() != 1) {
            throw new UnusableInputException(OnnxFile.UNSUPPORTED, "‘%s’ has no output called logits; it gives %s. Export it with the task text-generation."
                    .formatted(file.name(), outputs.stream().limit(8).collect(Collectors.joining(", "))));
        }
        return others.getFirst();
    }
}
