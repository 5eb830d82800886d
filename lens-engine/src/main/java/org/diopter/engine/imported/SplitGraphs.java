package org.diopter.engine.imported;

import static org.diopter.engine.imported.Constants.integerAttribute;
import static org.diopter.engine.imported.Constants.integersAttribute;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.diopter.engine.graph.BlockOutput;
import org.diopter.engine.graph.BlockVariant;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.imported.AttentionCore.Link;

/// Writes the parts of a graph: prologue, blocks, epilogue. They have the inputs and outputs of parts written from an architecture.
///
/// Masks, positions and rotations are computed in each part from the number of tokens: nothing but the stream passes between parts.
final class SplitGraphs {
    private static final int FLOAT = DataType.FLOAT.getNumber();
    private static final int INT64 = DataType.INT64.getNumber();
    private static final String OWN = "diopter:part:";

    private final OnnxFile file;
    private final Path folder;

    /// @param folder a real folder above every file with weights
    SplitGraphs(OnnxFile file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    GraphWriter writer() {
        return new GraphWriter(file, folder);
    }

    /// Token ids to the stream of layer 0, named `resid`.
    byte[] prologue(Structure structure, Measured measured) {
        GraphWriter writer = writer().input(Graph.TOKENS, INT64, -1);
        String embedding = structure.spine().layer(0);
        slice(structure.graph(), List.of(embedding), Set.of(), Node::inputs).forEach(index -> writer.node(structure.graph().node(index)));
        writer.constantsOf(structure.graph());
        rows(writer, embedding, BlockOutput.RESIDUAL.tensor(), width(structure, measured));
        return writer.toBytes();
    }

    private static long width(Structure structure, Measured measured) {
        return measured.shape(structure.spine().layer(0)).getLast();
    }

    /// One block, with everything in it that was found as an output.
    ///
    /// @param variant which of its matrices are inputs, and whether its updates are multiplied by inputs
    byte[] block(Structure structure, Measured measured, int block, BlockVariant variant) {
        BlockTaps taps = BlockTaps.of(structure.spine(), block, measured);
        long width = width(structure, measured);
        List<String> wanted = new ArrayList<>(taps.rows().values());
        taps.heads().values().forEach(heads -> {
            wanted.add(heads.tensor());
            heads.factors().forEach(link -> wanted.add(link.factor()));
        });
        taps.probabilities().ifPresent(wanted::add);
        GraphWriter writer = writer().input(ModelGraphs.STREAM, FLOAT, -1, width);
        fromStream(writer, structure, measured, wanted, structure.spine().layer(block), new EditedNodes(structure, measured, block, variant));
        taps.rows().forEach((output, tensor) -> rows(writer, tensor, output.tensor(), width));
        taps.heads().forEach((output, heads) -> heads(writer, heads, output.tensor()));
        taps.probabilities().ifPresent(tensor -> probabilities(writer, tensor, measured, BlockOutput.PROBABILITIES.tensor()));
        return writer.constantsOf(structure.graph()).toBytes();
    }

    /// From one tensor of a block to what holds heads. Its input is named `stream`: [T, width of the tensor].
    byte[] between(Structure structure, Measured measured, String from, Map<BlockOutput, Heads> heads) {
        List<Long> shape = measured.shape(from);
        GraphWriter writer = writer().input(ModelGraphs.STREAM, FLOAT, -1, shape.getLast());
        List<String> wanted = new ArrayList<>();
        heads.values().forEach(tensor -> {
            wanted.add(tensor.tensor());
            tensor.factors().forEach(link -> wanted.add(link.factor()));
        });
        Set<String> stops = new HashSet<>(structure.spine().tensors());
        stops.add(Graph.TOKENS);
        stops.add(from);
        List<Integer> nodes = slice(structure.graph(), wanted, stops, Node::inputs);
        Set<String> read = new HashSet<>(wanted);
        nodes.forEach(index -> read.addAll(structure.graph().node(index).inputs()));
        anyTokens(writer);
        stream(writer, from, measured, 0);
        structure.spine().tensors().stream().filter(read::contains).forEach(layer -> zeros(writer, layer, measured));
        nodes.forEach(index -> writer.node(structure.graph().node(index)));
        heads.forEach((output, tensor) -> heads(writer, tensor, output.tensor()));
        return writer.constantsOf(structure.graph()).toBytes();
    }

    /// A layer of which only the shape is read.
    private static void zeros(GraphWriter writer, String layer, Measured measured) {
        List<Long> shape = measured.shape(layer);
        writer.constant(Constants.zeros(OWN + "nothing", measured.isHalf(layer) ? DataType.FLOAT16.getNumber() : FLOAT, List.of(1L)));
        writer.constant(Constants.integers(OWN + "width", shape.getLast())).constant(Constants.integers(OWN + "one", 1));
        List<String> sizes = shape.size() == 3 ? List.of(OWN + "one", OWN + "T", OWN + "width") : List.of(OWN + "T", OWN + "width");
        writer.node(Node.of("Concat", OWN + layer + ".shape", sizes, integerAttribute("axis", 0)));
        writer.node(Node.of("Expand", layer, List.of(OWN + "nothing", OWN + layer + ".shape")));
    }

    /// Rows of the stream to logits.
    byte[] epilogue(Structure structure, Measured measured) {
        String logits = structure.regular().logits();
        return readOut(structure, measured, logits, ModelGraphs.LOGITS, measured.shape(logits).getLast());
    }

    /// Rows of the stream to a tensor on the way to the logits.
    ///
    /// @param output the name of its rows
    /// @param size of a row
    byte[] readOut(Structure structure, Measured measured, String tensor, String output, long size) {
        GraphWriter writer = writer().input(ModelGraphs.STREAM, FLOAT, -1, width(structure, measured));
        fromStream(writer, structure, measured, List.of(tensor), structure.spine().output(), EditedNodes.none(structure));
        rows(writer, tensor, output, size);
        return writer.constantsOf(structure.graph()).toBytes();
    }

    /// Adds what makes some tensors from the stream of a layer.
    private static void fromStream(
            GraphWriter writer, Structure structure, Measured measured, List<String> wanted, String layer, EditedNodes edited) {
        Graph graph = structure.graph();
        Set<String> stops = new HashSet<>(structure.spine().tensors());
        stops.removeIf(tensor -> wanted.contains(tensor) && !tensor.equals(layer));
        stops.add(Graph.TOKENS);
        List<Integer> nodes = slice(graph, wanted, stops, edited::inputs);
        Set<String> read = new HashSet<>(wanted);
        nodes.forEach(index -> read.addAll(edited.inputs(graph.node(index))));
        stops.retainAll(read);
        int made = 0;
        for (String stop : new TreeSet<>(stops)) {
            if (stop.equals(Graph.TOKENS)) {
                anyTokens(writer);
            } else {
                // Of other layers only the shape is read: everything else goes through this one.
                stream(writer, stop, measured, made++);
            }
        }
        nodes.forEach(index -> edited.write(writer, graph.node(index)));
    }

    /// As many tokens as the stream has rows. Which ones does not matter: what knows them has come through the stream.
    private static void anyTokens(GraphWriter writer) {
        writer.constant(Constants.integers(OWN + "first", 0)).constant(Constants.integers(OWN + "zero", 0));
        writer.node(Node.of("Shape", OWN + "shape", List.of(ModelGraphs.STREAM)));
        writer.node(Node.of("Gather", OWN + "T", List.of(OWN + "shape", OWN + "first"), integerAttribute("axis", 0)));
        writer.node(Node.of("Expand", Graph.TOKENS, List.of(OWN + "zero", OWN + "T")));
    }

    /// The stream [T, d] in the shape and type that a layer has in the graph.
    private static void stream(GraphWriter writer, String layer, Measured measured, int index) {
        List<Long> shape = measured.shape(layer);
        String rows = ModelGraphs.STREAM;
        if (measured.isHalf(layer)) {
            rows = OWN + "half" + index;
            writer.node(Node.of("Cast", rows, List.of(ModelGraphs.STREAM), integerAttribute("to", DataType.FLOAT16.getNumber())));
        }
        String target = OWN + "shape" + index;
        writer.constant(Constants.integers(target, shape.stream().mapToLong(size -> size).toArray()));
        writer.node(Node.of("Reshape", layer, List.of(rows, target)));
    }

    private static void rows(GraphWriter writer, String tensor, String output, long width) {
        writer.constant(Constants.integers(OWN + "rows." + output, -1, width));
        writer.node(Node.of("Reshape", OWN + output, List.of(tensor, OWN + "rows." + output)));
        toFloat(writer, OWN + output, output);
        writer.output(output, FLOAT, -1, width);
    }

    private static void heads(GraphWriter writer, Heads heads, String output) {
        String tensor = heads.tensor();
        int count = 0;
        for (Link link : heads.factors()) {
            String plain = OWN + output + ".plain" + count++;
            writer.node(Node.of(link.divides() ? "Mul" : "Div", plain, List.of(tensor, link.factor())));
            tensor = plain;
        }
        String ordered = OWN + output + ".ordered";
        writer.node(Node.of("Transpose", ordered, List.of(tensor), integersAttribute("perm", heads.permutation())));
        single(writer, ordered, output, heads.isBatched());
        writer.output(output, FLOAT, heads.heads(), -1, heads.width());
    }

    /// Their shape is read off the stream: what ONNX Runtime infers of the fourth output of the standard's attention is wrong (0 keys without a past).
    private static void probabilities(GraphWriter writer, String tensor, Measured measured, String output) {
        List<Long> shape = measured.shape(tensor);
        long heads = shape.get(shape.size() - 3);
        writer.constant(Constants.integers(OWN + "heads", heads)).constant(Constants.integers(OWN + "first", 0));
        writer.node(Node.of("Shape", OWN + "rows", List.of(ModelGraphs.STREAM)));
        writer.node(Node.of("Gather", OWN + "count", List.of(OWN + "rows", OWN + "first"), integerAttribute("axis", 0)));
        writer.node(Node.of("Concat", OWN + "square", List.of(OWN + "heads", OWN + "count", OWN + "count"), integerAttribute("axis", 0)));
        writer.node(Node.of("Reshape", OWN + output, List.of(tensor, OWN + "square")));
        toFloat(writer, OWN + output, output);
        writer.output(output, FLOAT, heads, -1, -1);
    }

    /// Takes the batch axis away.
    private static void single(GraphWriter writer, String tensor, String output, boolean batched) {
        if (!batched) {
            toFloat(writer, tensor, output);
            return;
        }
        writer.constant(Constants.integer(OWN + "0", 0));
        writer.node(Node.of("Gather", OWN + output + ".single", List.of(tensor, OWN + "0"), integerAttribute("axis", 0)));
        toFloat(writer, OWN + output + ".single", output);
    }

    private static void toFloat(GraphWriter writer, String tensor, String output) {
        writer.node(Node.of("Cast", output, List.of(tensor), integerAttribute("to", FLOAT)));
    }

    /// Indices of the nodes that make some tensors, in an order in which they can run.
    ///
    /// @param stops tensors that are there already
    /// @param inputs what a node reads
    private static List<Integer> slice(Graph graph, Collection<String> wanted, Set<String> stops, Function<Node, List<String>> inputs) {
        TreeSet<Integer> nodes = new TreeSet<>();
        List<String> open = new ArrayList<>(wanted);
        while (!open.isEmpty()) {
            String tensor = open.removeLast();
            int producer = graph.producer(tensor);
            if (producer >= 0 && !stops.contains(tensor) && nodes.add(producer)) {
                open.addAll(inputs.apply(graph.node(producer)));
            }
        }
        return List.copyOf(nodes);
    }

    /// The whole graph with all layers as outputs, named as in [ModelGraphs#residual(int)].
    byte[] probe(Structure structure, Measured measured) {
        GraphWriter writer = writer().input(Graph.TOKENS, INT64, -1);
        structure.graph().nodes().forEach(writer::node);
        long width = width(structure, measured);
        for (int layer = 0; layer <= structure.spine().layers(); layer++) {
            rows(writer, structure.spine().layer(layer), ModelGraphs.residual(layer), width);
        }
        return writer.constantsOf(structure.graph()).toBytes();
    }
}
