package org.diopter.engine.imported;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.arch.StoredNumbers;
import org.diopter.engine.forward.Blocks;
import org.diopter.engine.forward.WholeModel;
import org.diopter.engine.imported.AttentionCore.Fused;
import org.diopter.engine.imported.AttentionCore.Link;
import org.diopter.engine.imported.AttentionCore.Open;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.engine.runtime.Session;
import org.diopter.model.Progress;
import org.diopter.model.checkpoint.ModelConfig;

/// A graph that has been taken apart as far as it could be.
public final class ImportedModel implements AutoCloseable {
    private final OnnxFile file;
    private final Structure structure;
    private final Measured measured;
    private final ModelShape shape;
    private final SplitGraphs graphs;
    private final Sessions sessions;
    private final Blocks blocks;
    private final Tier tier;
    private final List<BlockMatrices> matrices;

    private ImportedModel(
            OnnxFile file,
            Structure structure,
            Measured measured,
            ModelShape shape,
            SplitGraphs graphs,
            Sessions sessions,
            Blocks blocks,
            Tier tier,
            List<BlockMatrices> matrices) {
        this.file = file;
        this.structure = structure;
        this.measured = measured;
        this.shape = shape;
        this.graphs = graphs;
        this.sessions = sessions;
        this.blocks = blocks;
        this.tier = tier;
        this.matrices = matrices;
    }

    /// The folder beside a graph that holds its tokenizer: its own, or the one above where it lies in a folder `onnx`.
    public static Path tokenizerPlace(Path graph) {
        List<Path> folders = SizesBeside.folders(graph);
        return folders.stream().filter(folder -> Files.exists(folder.resolve("tokenizer.json"))).findFirst().orElse(folders.getFirst());
    }

    /// Takes a graph apart.
    ///
    /// @param file stays the caller's to close
    /// @throws UnclearGraph if it can be run but not be taken apart
    public static ImportedModel of(OnnxFile file, OnnxRuntime runtime, Progress progress) {
        Structure structure = Structure.of(file);
        Path folder = WeightFolder.of(file, structure.graph().constants().values());
        SplitGraphs graphs = new SplitGraphs(file, folder);
        Sessions sessions = new Sessions(runtime, file, folder);
        Measured measured = Measured.of(structure.regular(), graphs, tensors(structure), sessions);
        ModelShape shape = shape(file, structure, measured);
        Matrices finder = new Matrices(structure, measured, graphs, sessions);
        List<BlockMatrices> matrices = IntStream.range(0, shape.layers()).mapToObj(finder::of).toList();
        Tier tier = tier(structure, measured, matrices);
        Blocks blocks = ImportedBlocks.build(structure, measured, shape, graphs, sessions, progress);
        return new ImportedModel(file, structure, measured, shape, graphs, sessions, blocks, tier, matrices);
    }

    private static Collection<String> tensors(Structure structure) {
        List<String> tensors = new ArrayList<>(structure.spine().tensors());
        tensors.add(structure.regular().logits());
        for (SpineBlock block : structure.spine().blocks()) {
            if (block.core() instanceof Open open) {
                tensors.add(open.probabilities());
                Stream.of(open.queries(), open.keys(), open.values()).flatMap(List::stream).forEach(link -> {
                    tensors.add(link.tensor());
                    Optional.of(link).map(Link::factor).filter(factor -> !factor.isEmpty()).ifPresent(tensors::add);
                });
                BlockLinears.of(structure.graph(), structure.flow(), block).fused().ifPresent(fused -> tensors.add(fused.output()));
            }
        }
        return tensors;
    }

    private static ModelShape shape(OnnxFile file, Structure structure, Measured measured) {
        List<Long> stream = measured.shape(structure.spine().layer(0));
        for (String layer : structure.spine().tensors()) {
            List<Long> here = measured.shape(layer);
            if (here.size() < 2 || here.size() > 3 || here.get(here.size() - 2) != Measured.TOKENS || !here.getLast().equals(stream.getLast())) {
                throw new UnclearGraph("The stream at ‘%.80s’ has the shape %s in place of [1, tokens, %d].".formatted(layer, here, stream.getLast()));
            }
        }
        List<Long> logits = measured.shape(structure.regular().logits());
        if (logits.size() != 3 || logits.get(1) != Measured.TOKENS) {
            throw new UnclearGraph("The logits have the shape %s in place of [1, tokens, vocabulary]; perhaps they are of the last token only.".formatted(logits));
        }
        Optional<ModelConfig> config = SizesBeside.config(file.path());
        int context = config.map(c -> c.optionalPositive("max_position_embeddings", "n_positions", "n_ctx", "seq_length").orElse(ModelShape.ANY_CONTEXT)).orElse(positionRows(structure));
        ModelShape shape = switch (structure.spine().blocks().getFirst().core()) {
            case Fused fused -> new ModelShape(structure.spine().layers(), width(stream), fused.heads(), fused.kvHeads(), 0, width(logits), context);
            case Open open -> {
                List<Long> probabilities = measured.shape(open.probabilities());
                Optional<Heads> keys = Heads.of(open.keys(), measured);
                int heads = probabilities.size() < 3 ? 0 : (int) (long) probabilities.get(probabilities.size() - 3);
                yield new ModelShape(structure.spine().layers(), width(stream), heads, keys.map(Heads::heads).orElse(heads),
                        keys.map(Heads::width).orElse(0), width(logits), context);
            }
        };
        config.ifPresent(c -> SizesBeside.requireAgree(c, shape, file.name()));
        return shape;
    }

    /// Rows of the table of learned positions, where there is one.
    private static int positionRows(Structure structure) {
        return structure.graph().nodes().stream()
                .filter(node -> node.is("Gather") && !structure.flow().carries(node.input(1)))
                .flatMap(node -> structure.graph().constant(node.input(0)).stream())
                .filter(table -> table.shape().size() == 2 && table.isFloat())
                .mapToInt(table -> (int) Math.min(ModelShape.ANY_CONTEXT, table.shape().getFirst()))
                .min()
                .orElse(ModelShape.ANY_CONTEXT);
    }

    private static int width(List<Long> shape) {
        return Math.toIntExact(shape.getLast());
    }

    private static Tier tier(Structure structure, Measured measured, List<BlockMatrices> matrices) {
        List<String> closed = structure.spine().blocks().stream()
                .flatMap(block -> block.core() instanceof Fused fused ? Stream.of(fused.operator()) : Stream.empty())
                .distinct()
                .toList();
        if (!closed.isEmpty()) {
            return new Tier('C', List.of("Attention is one operation (%s) that keeps its probabilities, keys and values to itself. Export the model without fusion to see them."
                    .formatted(String.join(", ", closed))));
        }
        for (int block = 0; block < structure.spine().layers(); block++) {
            if (!BlockTaps.of(structure.spine(), block, measured).isOpen()) {
                return new Tier('B', List.of("Queries, keys or values of block %d are in no tensor of their own.".formatted(block)));
            }
        }
        Optional<String> problem = matrices.stream().flatMap(of -> of.problem().stream()).findFirst();
        return problem.map(reason -> new Tier('B', List.of(reason))).orElseGet(() -> new Tier('A', List.of()));
    }

    public ModelShape shape() {
        return shape;
    }

    /// Whether the stream is of float16.
    public boolean isHalf() {
        return measured.isHalf(structure.spine().layer(0));
    }

    public Tier tier() {
        return tier;
    }

    /// The matrices that are known and can be edited, block by block.
    public List<ImportedMatrix> matrices() {
        return matrices.stream().flatMap(of -> of.matrices().stream()).toList();
    }

    /// Why matrices of a block are not all known, by block: sentences.
    public Map<Integer, String> unknown() {
        Map<Integer, String> unknown = new TreeMap<>();
        for (int block = 0; block < matrices.size(); block++) {
            int b = block;
            matrices.get(block).problem().ifPresent(problem -> unknown.put(b, problem));
        }
        return unknown;
    }

    /// The read-out as a formula.
    ///
    /// @throws UnclearGraph if it is of another form
    public ImportedHead head() {
        return new HeadFinder(structure, measured, graphs, sessions).find();
    }

    /// The file's numbers.
    public StoredNumbers numbers() {
        return file.numbers();
    }

    public Blocks blocks() {
        return blocks;
    }

    /// A session that turns `stream` [rows, d] into `logits`: the caller's to close.
    public Session readOut() {
        return sessions.make(graphs.epilogue(structure, measured), true);
    }

    /// The user's graph in one piece: the caller's to close.
    public WholeModel whole() {
        return ImportedWhole.of(file, structure, measured, shape, graphs, sessions);
    }

    @Override
    public void close() {
        blocks.close();
    }
}
