package org.diopter.engine.graph;

import static org.diopter.engine.graph.OnnxGraph.integer;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Architecture.NamedWeight;
import org.diopter.engine.arch.Block;
import org.diopter.engine.arch.Embedding;
import org.diopter.engine.arch.Rotary;
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
    /// [R] int64, which of the T tokens ask and leave a block of [some rows][BlockVariant#someRows].
    public static final String ROWS = "rows";
    /// [T, S], added to the scores: 0 where a query may look, −∞ where not.
    public static final String MASK = "mask";
    /// [1, T, n], n pairs that turn.
    public static final String COS = "cos";
    /// [1, T, n].
    public static final String SIN = "sin";
    /// [K, P, D].
    public static final String PAST_KEYS = "past_keys";
    /// [K, P, D].
    public static final String PAST_VALUES = "past_values";
    /// [H, T, S], what attention's softmax reads, masked.
    public static final String SCORES = "attn.scores.masked";
    /// [H, T, S], attention's probabilities where they are given.
    public static final String WEIGHTS = "attn.weights";
    /// [K, S, D], attention's values where they are given.
    public static final String GIVEN_VALUES = "attn.values";
    /// [rows, V].
    public static final String LOGITS = "logits";
    /// [1] int64, the first of the tokens whose logits are wanted.
    public static final String FIRST_TOKEN = "first_token";
    /// [1] int64, the token after the last of them.
    public static final String END_TOKEN = "end_token";

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
        RowWriter rows = new RowWriter(graph);
        Embedding embedding = architecture.embedding();
        String stream = gathered(graph, embedding.tokens(), graph.idInput(INPUT_IDS, FREE), "token_embedding");
        if (embedding.projection().isPresent()) {
            stream = rows.linear(embedding.projection().get(), "token_embedding.projected", stream);
        }
        stream = rows.multiplied(embedding.scale(), "token_embedding.scaled", stream);
        if (embedding.positions().isPresent()) {
            stream = graph.op("Add", "position_embedding.added", List.of(stream, positions(graph, embedding.positions().get())));
        }
        if (embedding.norm().isPresent()) {
            stream = rows.norm(embedding.norm().get(), "embedding.normed", stream);
        }
        return graph.op("Identity", residual(0), List.of(stream));
    }

    private static String positions(OnnxGraph graph, Embedding.Positions positions) {
        String ids = graph.idInput(POSITION_IDS, FREE);
        if (positions.offset() != 0) {
            ids = graph.op("Add", "position_ids.offset", List.of(ids, graph.count("position_offset", positions.offset())));
        }
        return gathered(graph, positions.table(), ids, "position_embedding");
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
        return block(index, BlockVariant.PLAIN);
    }

    /// One block as a variant of the plain one: some of its matrices as inputs, or of some tokens only.
    public byte[] block(int index, BlockVariant variant) {
        Block block = architecture.blocks().get(index);
        OnnxGraph graph = new OnnxGraph("block " + index, weightsFolder);
        BlockWriter.Side side = side(graph, block, variant.someRows());
        String stream = graph.input(STREAM, FREE, architecture.width());
        new BlockWriter(graph, architecture, variant).block(block, "", stream, side);
        for (BlockOutput output : BlockOutput.values()) {
            graph.output(output.tensor(), output.shape(architecture.shape()));
        }
        return graph.toBytes();
    }

    private BlockWriter.Side side(OnnxGraph graph, Block block, boolean someRows) {
        long kvHeads = architecture.kvHeads();
        long headWidth = architecture.headWidth();
        return new BlockWriter.Side(
                graph.input(MASK, FREE, FREE),
                block.attention().rotary().map(rotary -> angles(graph, COS, rotary)),
                block.attention().rotary().map(rotary -> angles(graph, SIN, rotary)),
                Optional.of(graph.input(PAST_KEYS, kvHeads, FREE, headWidth)),
                Optional.of(graph.input(PAST_VALUES, kvHeads, FREE, headWidth)),
                someRows ? Optional.of(graph.idInput(ROWS, FREE)) : Optional.empty());
    }

    /// The first part of a block: from the stream to what attention's softmax reads, [#SCORES]. Queries, keys and values are outputs too.
    public byte[] scores(int index, BlockVariant variant) {
        Block block = architecture.blocks().get(index);
        OnnxGraph graph = new OnnxGraph("scores of block " + index, weightsFolder);
        BlockWriter.Side side = side(graph, block, false);
        String stream = graph.input(STREAM, FREE, architecture.width());
        new BlockWriter(graph, architecture, variant).scores(block, stream, side);
        for (BlockOutput output : List.of(BlockOutput.QUERY, BlockOutput.KEYS, BlockOutput.VALUES)) {
            graph.output(output.tensor(), output.shape(architecture.shape()));
        }
        graph.output(SCORES, architecture.heads(), FREE, FREE);
        return graph.toBytes();
    }

    /// The second part of a block: from [#WEIGHTS], which may be others than the softmax of the scores, to the stream that leaves it.
    public byte[] rest(int index, BlockVariant variant) {
        Block block = architecture.blocks().get(index);
        OnnxGraph graph = new OnnxGraph("rest of block " + index, weightsFolder);
        String weights = graph.input(WEIGHTS, architecture.heads(), FREE, FREE);
        String values = graph.input(GIVEN_VALUES, architecture.kvHeads(), FREE, architecture.headWidth());
        String stream = graph.input(STREAM, FREE, architecture.width());
        new BlockWriter(graph, architecture, variant).rest(block, stream, weights, values);
        for (BlockOutput output : List.of(BlockOutput.RESIDUAL, BlockOutput.ATTENTION_OUT)) {
            graph.output(output.tensor(), output.shape(architecture.shape()));
        }
        return graph.toBytes();
    }

    private static String angles(OnnxGraph graph, String name, Rotary rotary) {
        return graph.input(name, 1, FREE, rotary.pairs());
    }

    /// Rows of the stream to logits: the final norm, the unembedding, and what the model does to its logits after that.
    public byte[] readOut() {
        OnnxGraph graph = new OnnxGraph("read-out", weightsFolder);
        new UnembeddingWriter(graph, architecture.unembedding()).logits(graph.input(STREAM, FREE, architecture.width()), LOGITS);
        graph.output(LOGITS, FREE, architecture.vocabulary());
        return graph.toBytes();
    }

    /// The same for a range of tokens: [#LOGITS] is [rows, [#END_TOKEN] − [#FIRST_TOKEN]]. Only their part of the unembedding is unpacked.
    public byte[] readOutOfTokens() {
        OnnxGraph graph = new OnnxGraph("read-out of tokens", weightsFolder);
        String stream = graph.input(STREAM, FREE, architecture.width());
        new UnembeddingWriter(graph, architecture.unembedding()).logits(stream, graph.idInput(FIRST_TOKEN, 1), graph.idInput(END_TOKEN, 1), LOGITS);
        graph.output(LOGITS, FREE, FREE);
        return graph.toBytes();
    }

    /// The unembedding's product alone, with nothing before or after it: what the read-out is measured against.
    public byte[] product() {
        OnnxGraph graph = new OnnxGraph("product", weightsFolder);
        new UnembeddingWriter(graph, architecture.unembedding()).product(graph.input(STREAM, FREE, architecture.width()), LOGITS);
        graph.output(LOGITS, FREE, architecture.vocabulary());
        return graph.toBytes();
    }

    /// The whole model in one graph, token ids to logits, with the stream of every layer as an output: the oracle of the chained blocks. Blocks with
    /// windows of different widths read masks of their own, see [#mask(int)]; those with different rotations angles of their own, see [#cos(int)].
    public byte[] wholeModel() {
        OnnxGraph graph = new OnnxGraph("whole model", weightsFolder);
        List<Rotary> rotaries = architecture.rotaries();
        for (int i = 0; i < rotaries.size(); i++) {
            angles(graph, cos(i), rotaries.get(i));
            angles(graph, sin(i), rotaries.get(i));
        }
        architecture.blocks().stream()
                .map(block -> block.attention().window())
                .distinct()
                .forEach(window -> graph.input(mask(window), FREE, FREE));
        BlockWriter writer = new BlockWriter(graph, architecture);
        String stream = embed(graph);
        graph.output(stream, FREE, architecture.width());
        for (Block block : architecture.blocks()) {
            Optional<Integer> rotary = block.attention().rotary().map(rotaries::indexOf);
            BlockWriter.Side side = new BlockWriter.Side(
                    mask(block.attention().window()),
                    rotary.map(ModelGraphs::cos),
                    rotary.map(ModelGraphs::sin),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            stream = writer.block(block, "block" + block.index() + ".", stream, side);
            graph.output(stream, FREE, architecture.width());
        }
        new UnembeddingWriter(graph, architecture.unembedding()).logits(stream, LOGITS);
        graph.output(LOGITS, FREE, architecture.vocabulary());
        return graph.toBytes();
    }

    /// The name of the cosines of one of [Architecture#rotaries()] in the whole model's graph.
    public static String cos(int rotary) {
        return COS + "_" + rotary;
    }

    /// Likewise of the sines.
    public static String sin(int rotary) {
        return SIN + "_" + rotary;
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
