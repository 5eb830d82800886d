package org.diopter.engine.graph;

import static org.diopter.engine.graph.OnnxGraph.integer;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Architecture.NamedWeight;
import org.diopter.engine.arch.Block;
import org.diopter.engine.arch.Linear;
import org.diopter.engine.arch.Norm;
import org.diopter.model.checkpoint.TensorInfo;
import org.diopter.model.checkpoint.TensorType;

/// Writes the graphs that run an architecture. Names of inputs and outputs are constants of this class; T is the number of new tokens, P of those in
/// the cache, S = P + T.
public final class ModelGraphs {
    /// [T] int64.
    public static final String INPUT_IDS = "input_ids";
    /// [T] int64, for learned positions.
    public static final String POSITION_IDS = "position_ids";
    /// [T, d], the stream that enters.
    public static final String STREAM = "stream";
    /// [T, S], added to the scores: 0 where a query may look, −∞ where not.
    public static final String MASK = "mask";
    /// [1, T, D/2].
    public static final String COS = "cos";
    /// [1, T, D/2].
    public static final String SIN = "sin";
    /// [K, P, D].
    public static final String PAST_KEYS = "past_keys";
    /// [K, P, D].
    public static final String PAST_VALUES = "past_values";
    /// [rows, V].
    public static final String LOGITS = "logits";

    private static final long FREE = -1;

    private final Architecture architecture;
    private final Path weightsFolder;

    public ModelGraphs(Architecture architecture) {
        this.architecture = architecture;
        this.weightsFolder = commonFolder(architecture);
    }

    /// The real folder relative to which the graphs name their weights.
    public Path weightsFolder() {
        return weightsFolder;
    }

    /// Token ids to the stream that enters block 0, named [#residual(int)] of 0.
    public byte[] embedding() {
        OnnxGraph graph = new OnnxGraph("embedding", weightsFolder);
        String stream = embed(graph);
        graph.output(stream, FREE, architecture.width());
        return graph.toBytes();
    }

    private String embed(OnnxGraph graph) {
        String ids = graph.idInput(INPUT_IDS, FREE);
        TensorInfo tokens = architecture.embedding().tokens();
        Optional<TensorInfo> positions = architecture.embedding().positions();
        if (positions.isEmpty()) {
            return gathered(graph, tokens, ids, residual(0));
        }
        String of = graph.idInput(POSITION_IDS, FREE);
        return graph.op("Add", residual(0), List.of(
                gathered(graph, tokens, ids, "token_embedding"),
                gathered(graph, positions.get(), of, "position_embedding")));
    }

    /// Rows are gathered in the type they are stored in and cast after: casting first would unpack the whole table.
    private static String gathered(OnnxGraph graph, TensorInfo table, String ids, String output) {
        if (table.type() == TensorType.F32) {
            return graph.op("Gather", output, List.of(graph.storedWeight(table), ids), integer("axis", 0));
        }
        String rows = graph.op("Gather", output + ".stored", List.of(graph.storedWeight(table), ids), integer("axis", 0));
        return graph.toFloat(rows, output);
    }

    /// One block, with everything in it as an output: see the naming methods of [BlockOutput].
    public byte[] block(int index) {
        Block block = architecture.blocks().get(index);
        OnnxGraph graph = new OnnxGraph("block " + index, weightsFolder);
        long kvHeads = architecture.kvHeads();
        long headWidth = architecture.headWidth();
        BlockWriter.Side side = new BlockWriter.Side(
                graph.input(MASK, FREE, FREE),
                angles(graph, COS),
                angles(graph, SIN),
                Optional.of(graph.input(PAST_KEYS, kvHeads, FREE, headWidth)),
                Optional.of(graph.input(PAST_VALUES, kvHeads, FREE, headWidth)));
        String stream = graph.input(STREAM, FREE, architecture.width());
        new BlockWriter(graph, architecture).block(block, "", stream, side);
        for (BlockOutput output : BlockOutput.values()) {
            graph.output(output.tensor(), output.shape(architecture.shape()));
        }
        return graph.toBytes();
    }

    private Optional<String> angles(OnnxGraph graph, String name) {
        return architecture.rotary().map(rotary -> graph.input(name, 1, FREE, rotary.inverseFrequencies().length));
    }

    /// Rows of the stream to logits: the final norm and the unembedding, as the model applies them after its last block.
    public byte[] readOut() {
        OnnxGraph graph = new OnnxGraph("read-out", weightsFolder);
        unembed(graph, graph.input(STREAM, FREE, architecture.width()));
        graph.output(LOGITS, FREE, architecture.vocabulary());
        return graph.toBytes();
    }

    /// The unembedding's product alone, with no norm before it: what the read-out is measured against.
    public byte[] product() {
        OnnxGraph graph = new OnnxGraph("product", weightsFolder);
        Linear head = architecture.unembedding().head();
        new BlockWriter(graph, architecture).linear(head, LOGITS, graph.input(STREAM, FREE, architecture.width()));
        graph.output(LOGITS, FREE, architecture.vocabulary());
        return graph.toBytes();
    }

    private void unembed(OnnxGraph graph, String stream) {
        Norm norm = architecture.unembedding().norm();
        BlockWriter writer = new BlockWriter(graph, architecture);
        writer.linear(architecture.unembedding().head(), LOGITS, writer.norm(norm, "norm_out", stream));
    }

    /// The whole model in one graph, token ids to logits, with the stream of every layer as an output: the oracle of the chained blocks. Blocks with
    /// sliding windows of different widths read masks of their own, see [#mask(int)].
    public byte[] wholeModel() {
        OnnxGraph graph = new OnnxGraph("whole model", weightsFolder);
        Optional<String> cos = angles(graph, COS);
        Optional<String> sin = angles(graph, SIN);
        architecture.blocks().stream()
                .map(block -> block.attention().window())
                .distinct()
                .forEach(window -> graph.input(mask(window), FREE, FREE));
        BlockWriter writer = new BlockWriter(graph, architecture);
        String stream = embed(graph);
        graph.output(stream, FREE, architecture.width());
        for (Block block : architecture.blocks()) {
            BlockWriter.Side side =
                    new BlockWriter.Side(mask(block.attention().window()), cos, sin, Optional.empty(), Optional.empty());
            String at = "block" + block.index() + ".";
            stream = writer.block(block, at, stream, side).residual();
            graph.output(stream, FREE, architecture.width());
        }
        unembed(graph, stream);
        graph.output(LOGITS, FREE, architecture.vocabulary());
        return graph.toBytes();
    }

    /// The name of a layer's stream in the whole model's graph.
    public static String residual(int layer) {
        return layer == 0 ? "resid_embedding" : "block" + (layer - 1) + "." + BlockOutput.RESIDUAL.tensor();
    }

    /// The name of the mask for a window in the whole model's graph.
    public static String mask(int window) {
        return MASK + "_" + window;
    }

    /// The folder that holds every weight's file, at any depth.
    private static Path commonFolder(Architecture architecture) {
        Path common = folder(architecture.embedding().tokens());
        for (NamedWeight weight : architecture.weights()) {
            while (!folder(weight.tensor()).startsWith(common)) {
                common = common.resolve("..").normalize();
            }
        }
        return common;
    }

    private static Path folder(TensorInfo tensor) {
        return tensor.file().resolveSibling("").toAbsolutePath().normalize();
    }
}
