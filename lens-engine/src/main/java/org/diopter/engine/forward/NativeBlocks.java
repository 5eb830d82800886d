package org.diopter.engine.forward;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.graph.BlockOutput;
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

    private NativeBlocks(Architecture architecture, Session embedding, List<Session> sessions) {
        this.architecture = architecture;
        this.embedding = embedding;
        this.sessions = sessions;
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
            return new NativeBlocks(architecture, embedding, List.copyOf(sessions.subList(1, sessions.size())));
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
        return EnumSet.allOf(BlockOutput.class);
    }

    @Override
    public boolean resumes() {
        return true;
    }

    @Override
    public Pass pass(TokenSequence tokens, int first, TensorMemory memory) {
        return new SpanPass(tokens, new Span(architecture, first, tokens.length() - first, memory));
    }

    private final class SpanPass implements Pass {
        private final TokenSequence tokens;
        private final Span span;

        SpanPass(TokenSequence tokens, Span span) {
            this.tokens = tokens;
            this.span = span;
        }

        @Override
        public FloatTensor embed(TensorMemory memory, Cancellation cancellation) {
            int count = span.count();
            int[] ids = new int[count];
            int[] positions = new int[count];
            for (int i = 0; i < count; i++) {
                ids[i] = tokens.id(span.first() + i);
                positions[i] = span.first() + i;
            }
            Map<String, Tensor> inputs = new HashMap<>();
            inputs.put(ModelGraphs.INPUT_IDS, IdTensor.of(ids));
            if (architecture.embedding().positions().isPresent()) {
                inputs.put(ModelGraphs.POSITION_IDS, IdTensor.of(positions));
            }
            FloatTensor stream = memory.zeros(count, architecture.width());
            embedding.run(inputs, Map.of(ModelGraphs.residual(0), stream), cancellation);
            return stream;
        }

        @Override
        public BlockTensors run(
                int block, FloatTensor stream, KeyValues past, Set<BlockOutput> wanted, TensorMemory memory, Cancellation cancellation) {
            Map<String, Tensor> inputs = new HashMap<>(span.angles());
            inputs.put(ModelGraphs.STREAM, stream);
            inputs.put(ModelGraphs.MASK, span.mask(architecture.blocks().get(block).attention().window()));
            inputs.put(ModelGraphs.PAST_KEYS, past.keys());
            inputs.put(ModelGraphs.PAST_VALUES, past.values());
            return BlockTensors.run(sessions.get(block), inputs, wanted, shape(), span.first() + span.count(), memory, cancellation);
        }
    }

    @Override
    public KeyValues empty() {
        FloatTensor nothing = FloatTensor.zeros(architecture.kvHeads(), 0, architecture.headWidth());
        return new KeyValues(nothing, nothing);
    }

    @Override
    public void close() {
        embedding.close();
        sessions.forEach(Session::close);
    }
}
