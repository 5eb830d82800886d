package org.diopter.engine.forward;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Block;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.graph.BlockOutput;
import org.diopter.engine.graph.BlockVariant;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.IdTensor;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.engine.runtime.Session;
import org.diopter.engine.runtime.Tensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;

/// The sessions of graphs written from an architecture. All of a block can be asked for, and blocks go on from known keys and values.
public final class NativeBlocks implements Blocks {
    private final Architecture architecture;
    private final Session embedding;
    private final List<Session> sessions;
    private final VariantSessions variants;

    private NativeBlocks(Architecture architecture, Session embedding, List<Session> sessions, VariantSessions variants) {
        this.architecture = architecture;
        this.embedding = embedding;
        this.sessions = sessions;
        this.variants = variants;
    }

    /// Builds all sessions; if that fails or is cancelled, those already built are closed.
    ///
    /// @param prepack see [OnnxRuntime#session]
    public static NativeBlocks build(Architecture architecture, ModelGraphs graphs, OnnxRuntime runtime, boolean prepack, Progress progress) {
        List<Session> sessions = new ArrayList<>();
        try {
            Session embedding = runtime.session(graphs.embedding(), graphs.weightsFolder(), false);
            sessions.add(embedding);
            for (int block = 0; block < architecture.layers(); block++) {
                progress.throwIfCancelled();
                sessions.add(runtime.session(graphs.block(block), graphs.weightsFolder(), prepack));
                progress.items(block + 1L, architecture.layers());
            }
            VariantSessions variants = new VariantSessions(
                    (block, variant) -> runtime.session(graphs.block(block, variant), graphs.weightsFolder(), prepack));
            return new NativeBlocks(architecture, embedding, List.copyOf(sessions.subList(1, sessions.size())), variants);
        } catch (RuntimeException e) {
            sessions.forEach(Session::close);
            throw e;
        }
    }

    @Override
    public ModelShape shape() {
        return architecture.shape();
    }

    @Override
    public Set<BlockOutput> outputs(int block) {
        boolean parallel = architecture.blocks().get(block).form() == Block.Form.PARALLEL;
        return parallel ? EnumSet.complementOf(EnumSet.of(BlockOutput.MIDDLE)) : EnumSet.allOf(BlockOutput.class);
    }

    @Override
    public boolean resumes() {
        return true;
    }

    @Override
    public boolean holdsAcross(int length, int otherLength) {
        return architecture.holdsAcross(length, otherLength);
    }

    /// A post-norm block normalises the stream itself.
    @Override
    public boolean adds(int block) {
        return architecture.blocks().get(block).form() != Block.Form.POST_NORM;
    }

    @Override
    public Pass pass(TokenSequence tokens, int first, TensorMemory memory) {
        int[] positions = IntStream.range(first, tokens.length()).toArray();
        return new SpanPass(IntStream.of(positions).map(tokens::id).toArray(), positions, new Span(first, positions.length, memory));
    }

    @Override
    public Pass apart(int count, TensorMemory memory) {
        return new SpanPass(new int[0], new int[0], Span.apart(count, memory));
    }

    @Override
    public Pass packed(Pack pack, TensorMemory memory) {
        int[] ids = pack.texts().stream().flatMapToInt(text -> IntStream.of(text.toArray())).toArray();
        int[] positions = pack.texts().stream().flatMapToInt(text -> IntStream.range(0, text.length())).toArray();
        return new SpanPass(ids, positions, new Span(pack.lengths(), memory));
    }

    /// Embeds tokens.
    ///
    /// @param positions of each in its text
    /// @return [ids, d]
    FloatTensor embed(int[] ids, int[] positions, TensorMemory memory, Cancellation cancellation) {
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put(ModelGraphs.INPUT_IDS, IdTensor.of(ids));
        if (architecture.embedding().positions().isPresent()) {
            inputs.put(ModelGraphs.POSITION_IDS, IdTensor.of(positions));
        }
        FloatTensor stream = memory.zeros(ids.length, architecture.width());
        embedding.run(inputs, Map.of(ModelGraphs.residual(0), stream), cancellation);
        return stream;
    }

    private final class SpanPass implements Pass {
        private final int[] ids;
        private final int[] positions;
        private final Span span;

        /// @param ids one a row of the span; none for a pass that does not begin with embedding
        /// @param positions as many: where each stands in its text
        SpanPass(int[] ids, int[] positions, Span span) {
            this.ids = ids;
            this.positions = positions;
            this.span = span;
        }

        @Override
        public FloatTensor embed(TensorMemory memory, Cancellation cancellation) {
            return NativeBlocks.this.embed(ids, positions, memory, cancellation);
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
            span.put(stream, architecture.blocks().get(block).attention(), past, inputs);
            return run(block, edits.variant(), inputs, wanted, memory, cancellation);
        }

        @Override
        public FloatTensor leaving(
                int block, BlockEdits edits, FloatTensor stream, KeyValues past, int[] rows, TensorMemory memory, Cancellation cancellation) {
            Map<String, Tensor> inputs = new HashMap<>(edits.inputs());
            span.put(stream, architecture.blocks().get(block).attention(), past, inputs);
            inputs.put(ModelGraphs.ROWS, IdTensor.of(rows));
            return run(block, edits.variant().ofSomeRows(), inputs, Set.of(BlockOutput.RESIDUAL), memory, cancellation).get(BlockOutput.RESIDUAL);
        }

        private BlockTensors run(
                int block, BlockVariant variant, Map<String, Tensor> inputs, Set<BlockOutput> wanted, TensorMemory memory, Cancellation cancellation) {
            return BlockTensors.run(session(block, variant), inputs, wanted, shape(), span.first() + span.count(), memory, cancellation);
        }
    }

    private Session session(int block, BlockVariant variant) {
        return variant.equals(BlockVariant.PLAIN) ? sessions.get(block) : variants.session(block, variant);
    }

    @Override
    public void close() {
        embedding.close();
        sessions.forEach(Session::close);
        variants.close();
    }
}
