package org.diopter.engine.forward;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Block;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.graph.BlockOutput;
import org.diopter.engine.graph.BlockVariant;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.engine.runtime.Session;
import org.diopter.engine.runtime.Tensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.tokenizer.TokenSequence;

/// Blocks in two parts, so that somebody may stand between attention's scores and what is made of them. Sessions are built when they are first run; they
/// use weights where they lie in the file and hold no copies of them.
public final class SplitBlocks implements AutoCloseable {
    private static final List<String> PROJECTIONS = List.of("edit.attn.q.", "edit.attn.k.", "edit.attn.v.");

    private final Architecture architecture;
    private final ModelGraphs graphs;
    private final OnnxRuntime runtime;
    private final NativeBlocks blocks;
    private final Map<Integer, Halves> halves = new HashMap<>();

    private record Halves(BlockVariant variant, Session scores, Session rest) {
        void close() {
            scores.close();
            rest.close();
        }
    }

    /// @param blocks of the same model, whose embedding is used. Not closed with this
    public SplitBlocks(Architecture architecture, ModelGraphs graphs, OnnxRuntime runtime, NativeBlocks blocks) {
        this.architecture = architecture;
        this.graphs = graphs;
        this.runtime = runtime;
        this.blocks = blocks;
    }

    public ModelShape shape() {
        return architecture.shape();
    }

    /// See [Blocks#holdsAcross].
    public boolean holdsAcross(int length, int otherLength) {
        return architecture.holdsAcross(length, otherLength);
    }

    /// Whether what a query makes of a key depends on how many keys lie between them in memory, as it does with ALiBi's slopes.
    public boolean countsKeys(int block) {
        return !architecture.blocks().get(block).attention().scores().slopes().isEmpty();
    }

    /// How many keys, itself included, a query of the block sees; 0 for all before it.
    public int window(int block) {
        return architecture.blocks().get(block).attention().window();
    }

    /// Whether attention's update is the output projection's result as it is.
    public boolean addsProjection(int block) {
        Block described = architecture.blocks().get(block);
        return described.multiplier() == 1 && (described.form() == Block.Form.POST_NORM || described.attentionNorms().after().isEmpty());
    }

    /// What stands between the two parts.
    ///
    /// @param scores [H, count, S], masked with −∞; what the softmax reads
    /// @param query [H, count, D], after rotation, not scaled
    /// @param keys [K, S, D], after rotation, those of the past first
    /// @param values [K, S, D]
    public record Between(FloatTensor scores, FloatTensor query, FloatTensor keys, FloatTensor values) {}

    /// Some positions in a row.
    public final class Rows {
        private final int[] ids;
        private final int[] positions;
        private final int known;
        private final Span span;

        private Rows(TokenSequence tokens, int first, int count, int known, TensorMemory memory) {
            this.positions = IntStream.range(first, first + count).toArray();
            this.ids = IntStream.of(positions).map(tokens::id).toArray();
            this.known = known;
            this.span = Span.behind(first, known, count, memory);
        }

        /// The position of the first.
        public int first() {
            return positions[0];
        }

        /// How many they are.
        public int count() {
            return positions.length;
        }

        /// Embeds the tokens.
        ///
        /// @return [count, d]
        public FloatTensor embed(TensorMemory memory, Cancellation cancellation) {
            return blocks.embed(ids, positions, memory, cancellation);
        }

        /// Runs a block up to its scores.
        ///
        /// @param stream [count, d], what enters it. Not modified.
        /// @param past keys and values known already. Not modified.
        /// @param memory in which the result is made
        public Between scores(
                int block, BlockEdits edits, FloatTensor stream, KeyValues past, TensorMemory memory, Cancellation cancellation) {
            return scores(block, edits, stream, past, room(memory), memory, cancellation);
        }

        /// Memory for the scores of a block.
        public FloatTensor room(TensorMemory memory) {
            return memory.zeros(shape().heads(), positions.length, (long) known + positions.length);
        }

        /// Runs a block up to its scores, which go into memory that is used again and again.
        ///
        /// @param room at least as large as [#room] makes it. Modified.
        public Between scores(
                int block,
                BlockEdits edits,
                FloatTensor stream,
                KeyValues past,
                FloatTensor room,
                TensorMemory memory,
                Cancellation cancellation) {
            Map<String, Tensor> inputs = edits(edits, SplitBlocks::isProjection);
            span.put(stream, architecture.blocks().get(block).attention(), past, inputs);
            long keys = (long) known + positions.length;
            Between between = new Between(
                    room.as(shape().heads(), positions.length, keys),
                    memory.zeros(BlockOutput.QUERY.shape(shape(), positions.length, keys)),
                    memory.zeros(BlockOutput.KEYS.shape(shape(), positions.length, keys)),
                    memory.zeros(BlockOutput.VALUES.shape(shape(), positions.length, keys)));
            Map<String, FloatTensor> outputs = Map.of(
                    ModelGraphs.SCORES, between.scores(),
                    BlockOutput.QUERY.tensor(), between.query(),
                    BlockOutput.KEYS.tensor(), between.keys(),
                    BlockOutput.VALUES.tensor(), between.values());
            halves(block, edits.variant()).scores().run(inputs, outputs, cancellation);
            return between;
        }

        /// Runs the rest of a block.
        ///
        /// @param stream [count, d], what entered it. Not modified.
        /// @param weights [H, count, S], what each query makes of each value. Not modified.
        /// @param values [K, S, D]. Not modified.
        /// @param output [BlockOutput#RESIDUAL] or [BlockOutput#ATTENTION_OUT]
        /// @return [count, d]
        public FloatTensor rest(
                int block,
                BlockEdits edits,
                FloatTensor stream,
                FloatTensor weights,
                FloatTensor values,
                BlockOutput output,
                TensorMemory memory,
                Cancellation cancellation) {
            Map<String, Tensor> inputs = edits(edits, name -> !isProjection(name));
            inputs.put(ModelGraphs.STREAM, stream);
            inputs.put(ModelGraphs.WEIGHTS, weights);
            inputs.put(ModelGraphs.GIVEN_VALUES, values);
            FloatTensor out = memory.zeros(output.shape(shape(), positions.length, values.size(1)));
            halves(block, edits.variant()).rest().run(inputs, Map.of(output.tensor(), out), cancellation);
            return out;
        }
    }

    /// Positions whose keys before them are all known.
    ///
    /// @param memory for what the blocks share
    public Rows rows(TokenSequence tokens, int first, int count, TensorMemory memory) {
        return new Rows(tokens, first, count, first, memory);
    }

    /// One position behind keys of which some may be missing: nothing is masked, and its angle is that of its place in the text.
    ///
    /// @param known how many keys are there
    public Rows row(TokenSequence tokens, int position, int known, TensorMemory memory) {
        return new Rows(tokens, position, 1, known, memory);
    }

    /// No keys and values.
    public KeyValues empty() {
        return blocks.empty();
    }

    private static boolean isProjection(String input) {
        return PROJECTIONS.stream().anyMatch(input::startsWith);
    }

    private static Map<String, Tensor> edits(BlockEdits edits, Predicate<String> wanted) {
        Map<String, Tensor> inputs = new HashMap<>(edits.inputs());
        inputs.keySet().removeIf(wanted.negate());
        return inputs;
    }

    /// One variant of each block at a time.
    private synchronized Halves halves(int block, BlockVariant variant) {
        Halves known = halves.get(block);
        if (known != null && known.variant().equals(variant)) {
            return known;
        }
        if (known != null) {
            halves.remove(block);
            known.close();
        }
        Session scores = runtime.session(graphs.scores(block, variant), graphs.weightsFolder(), false);
        try {
            Halves made = new Halves(variant, scores, runtime.session(graphs.rest(block, variant), graphs.weightsFolder(), false));
            halves.put(block, made);
            return made;
        } catch (RuntimeException e) {
            scores.close();
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        new ArrayList<>(halves.values()).forEach(Halves::close);
        halves.clear();
    }
}
