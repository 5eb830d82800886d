package org.diopter.engine.forward;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Attention;
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

/// The sessions of a model's embedding and blocks. Each block can be run by itself, from any stream.
public final class Blocks implements AutoCloseable {
    private final Architecture architecture;
    private final Session embedding;
    private final List<Session> sessions;
    private final VariantSessions variants;

    private Blocks(Architecture architecture, Session embedding, List<Session> sessions, VariantSessions variants) {
        this.architecture = architecture;
        this.embedding = embedding;
        this.sessions = sessions;
        this.variants = variants;
    }

    /// Builds all sessions; if that fails or is cancelled, those already built are closed.
    ///
    /// @param prepack see [OnnxRuntime#session]
    public static Blocks build(Architecture architecture, ModelGraphs graphs, OnnxRuntime runtime, boolean prepack, Progress progress) {
        List<Session> sessions = new ArrayList<>();
        try {
            Session embedding = runtime.session(graphs.embedding(), graphs.weightsFolder(), false);
            sessions.add(embedding);
            for (int block = 0; block < architecture.layers(); block++) {
                progress.throwIfCancelled();
                sessions.add(runtime.session(graphs.block(block), graphs.weightsFolder(), prepack));
                progress.items(block + 1L, architecture.layers());
            }
            VariantSessions variants = new VariantSessions(graphs, runtime, prepack);
            return new Blocks(architecture, embedding, List.copyOf(sessions.subList(1, sessions.size())), variants);
        } catch (RuntimeException e) {
            sessions.forEach(Session::close);
            throw e;
        }
    }

    /// Embeds the tokens from position `first` on.
    ///
    /// @return [T − first, d]
    FloatTensor embed(TokenSequence tokens, int first, TensorMemory memory, Cancellation cancellation) {
        int[] ids = Arrays.copyOfRange(tokens.toArray(), first, tokens.length());
        return embed(ids, IntStream.range(first, tokens.length()).toArray(), memory, cancellation);
    }

    /// Embeds tokens at any positions.
    ///
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

    /// Runs one block.
    ///
    /// @param edits of the block
    /// @param stream [count, d], what enters it at the positions of the span. Not modified.
    /// @param past keys and values of the positions before the span. Not modified.
    /// @param wanted which of the block's tensors are returned
    /// @param memory in which they are made
    BlockTensors run(
            int block,
            BlockEdits edits,
            FloatTensor stream,
            Span span,
            KeyValues past,
            Set<BlockOutput> wanted,
            TensorMemory memory,
            Cancellation cancellation) {
        Attention attention = architecture.blocks().get(block).attention();
        Map<String, Tensor> inputs = new HashMap<>(edits.inputs());
        inputs.put(ModelGraphs.STREAM, stream);
        inputs.put(ModelGraphs.MASK, span.mask(attention.window()));
        attention.rotary().map(span::angles).ifPresent(angles -> {
            inputs.put(ModelGraphs.COS, angles.cos());
            inputs.put(ModelGraphs.SIN, angles.sin());
        });
        inputs.put(ModelGraphs.PAST_KEYS, past.keys());
        inputs.put(ModelGraphs.PAST_VALUES, past.values());
        Map<BlockOutput, FloatTensor> outputs = new EnumMap<>(BlockOutput.class);
        Map<String, FloatTensor> byName = new HashMap<>();
        for (BlockOutput output : wanted) {
            FloatTensor tensor = memory.zeros(output.shape(architecture, span.count(), (long) span.first() + span.count()));
            outputs.put(output, tensor);
            byName.put(output.tensor(), tensor);
        }
        session(block, edits).run(inputs, byName, cancellation);
        return new BlockTensors(outputs);
    }

    private Session session(int block, BlockEdits edits) {
        return edits.variant().equals(BlockVariant.PLAIN) ? sessions.get(block) : variants.session(block, edits.variant());
    }

    /// No keys and values.
    KeyValues empty() {
        FloatTensor nothing = FloatTensor.zeros(architecture.kvHeads(), 0, architecture.headWidth());
        return new KeyValues(nothing, nothing);
    }

    @Override
    public void close() {
        embedding.close();
        sessions.forEach(Session::close);
        variants.close();
    }
}
