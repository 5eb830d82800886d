package org.diopter.engine.imported;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.forward.BlockEdits;
import org.diopter.engine.forward.BlockTensors;
import org.diopter.engine.forward.KeyValues;
import org.diopter.engine.forward.VariantSessions;
import org.diopter.engine.graph.BlockOutput;
import org.diopter.engine.graph.BlockVariant;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.IdTensor;
import org.diopter.engine.runtime.Session;
import org.diopter.engine.runtime.Tensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;

/// The prologue and the blocks of a split graph. Every pass begins at position 0.
final class ImportedBlocks implements FromTheStart {
    private static final Set<BlockOutput> UPDATES = Set.of(BlockOutput.ATTENTION_OUT, BlockOutput.MLP_OUT);

    private final ModelShape shape;
    private final boolean adds;
    private final List<Set<BlockOutput>> outputs;
    private final Session prologue;
    private final List<Session> sessions;
    private final VariantSessions variants;

    private ImportedBlocks(
            ModelShape shape, boolean adds, List<Set<BlockOutput>> outputs, Session prologue, List<Session> sessions, VariantSessions variants) {
        this.shape = shape;
        this.adds = adds;
        this.outputs = outputs;
        this.prologue = prologue;
        this.sessions = sessions;
        this.variants = variants;
    }

    /// Builds all sessions; if that fails or is cancelled, those already built are closed.
    static ImportedBlocks build(Structure structure, Measured measured, ModelShape shape, SplitGraphs graphs, Sessions runtime, Progress progress) {
        List<Session> sessions = new ArrayList<>();
        List<Set<BlockOutput>> outputs = new ArrayList<>();
        try {
            sessions.add(runtime.make(graphs.prologue(structure, measured), false));
            for (int block = 0; block < shape.layers(); block++) {
                progress.throwIfCancelled();
                sessions.add(runtime.make(graphs.block(structure, measured, block, BlockVariant.PLAIN), true));
                outputs.add(BlockTaps.of(structure.spine(), block, measured).outputs());
                progress.items(block + 1L, shape.layers());
            }
            VariantSessions variants = new VariantSessions((block, variant) -> runtime.make(graphs.block(structure, measured, block, variant), true));
            List<Session> blocks = List.copyOf(sessions.subList(1, sessions.size()));
            return new ImportedBlocks(shape, structure.spine().adds(), outputs, sessions.getFirst(), blocks, variants);
        } catch (RuntimeException e) {
            sessions.forEach(Session::close);
            throw e;
        }
    }

    @Override
    public ModelShape shape() {
        return shape;
    }

    @Override
    public Set<BlockOutput> outputs(int block) {
        return outputs.get(block);
    }

    @Override
    public boolean adds(int block) {
        return adds;
    }

    @Override
    public Pass pass(TokenSequence tokens, int first, TensorMemory memory) {
        if (first != 0) {
            throw new IllegalArgumentException("a pass from position " + first + ", which these blocks cannot begin at");
        }
        return new WholePass(tokens);
    }

    private final class WholePass implements Pass {
        private final TokenSequence tokens;

        WholePass(TokenSequence tokens) {
            this.tokens = tokens;
        }

        @Override
        public FloatTensor embed(TensorMemory memory, Cancellation cancellation) {
            FloatTensor stream = memory.zeros(tokens.length(), shape.width());
            prologue.run(Map.of(Graph.TOKENS, IdTensor.of(tokens.toArray())), Map.of(BlockOutput.RESIDUAL.tensor(), stream), cancellation);
            return stream;
        }

        @Override
        public BlockTensors run(
                int block,
                    BlockEdits edits,
                    FloatTensor stream,
                    KeyValues past,
                    Set<BlockOutput> wanted,
                    TensorMemory memory,
                    Cancellation cancellation) {
            Map<String, Tensor> inputs = new HashMap<>(edits.inputs());
            inputs.put(ModelGraphs.STREAM, stream);
            return BlockTensors.run(session(block, edits.variant()), inputs, wanted, shape, tokens.length(), memory, cancellation);
        }
    }

    private Session session(int block, BlockVariant variant) {
        if (variant.gains() && !outputs(block).containsAll(UPDATES)) {
            throw new UnusableInputException("D-205", "Attention and MLP of block %d are added up before they meet the stream in this graph: neither can be left out."
                    .formatted(block));
        }
        return variant.equals(BlockVariant.PLAIN) ? sessions.get(block) : variants.session(block, variant);
    }

    @Override
    public void close() {
        variants.close();
        prologue.close();
        sessions.forEach(Session::close);
    }
}
