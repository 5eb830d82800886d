package org.diopter.engine.graph;

import static org.diopter.engine.graph.OnnxGraph.integer;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.diopter.engine.arch.Activation;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Block;
import org.diopter.engine.arch.Linear;
import org.diopter.engine.arch.Mlp;
import org.diopter.engine.arch.Norm;
import org.diopter.engine.arch.Outputs;

/// Writes one block into a graph: how attention and MLP read the stream and what they add to it.
final class BlockWriter {
    private final OnnxGraph graph;
    private final RowWriter rows;
    private final AttentionWriter attention;
    private final BlockVariant variant;

    BlockWriter(OnnxGraph graph, Architecture architecture) {
        this(graph, architecture, BlockVariant.PLAIN);
    }

    /// @param variant how the block differs from the file's
    BlockWriter(OnnxGraph graph, Architecture architecture, BlockVariant variant) {
        this.graph = graph;
        this.rows = new RowWriter(graph, variant);
        this.attention = new AttentionWriter(graph, rows, architecture);
        this.variant = variant;
    }

    /// What a block reads beside the stream.
    ///
    /// @param mask [T, S], added to the scores
    /// @param cos [1, T, n], n pairs, present with rotary positions only
    /// @param sin likewise
    /// @param pastKeys [K, P, D], keys that are known already; absent where nothing is
    /// @param pastValues likewise
    /// @param rows [R], the tokens that ask and leave the block; absent where all do
    record Side(
            String mask, Optional<String> cos, Optional<String> sin, Optional<String> pastKeys, Optional<String> pastValues, Optional<String> rows) {
        /// What belongs to the tokens that ask.
        ///
        /// @param axis of the tokens
        /// @param output its name
        /// @return `tensor` itself where all ask
        String asking(OnnxGraph graph, String output, String tensor, int axis) {
            return rows.map(wanted -> graph.op("Gather", output, List.of(tensor, wanted), integer("axis", axis))).orElse(tensor);
        }
    }

    /// Writes what attention gives before its norm, multiplier and gain.
    @FunctionalInterface
    private interface Attending {
        /// @param read [T, d], what attention reads
        /// @param output the name of what is written, [T, d], or [R, d] of the tokens that ask
        void write(String read, String output);
    }

    /// Picks the tokens that leave the block.
    @FunctionalInterface
    private interface Leaving {
        /// @param output the name of the result
        /// @param rows [T, d]
        /// @return [R, d], or `rows` where all leave it
        String write(String output, String rows);
    }

    /// Appends a block. Its tensors get the names of [BlockOutput].
    ///
    /// @param at what the names of its tensors begin with
    /// @param stream [T, d], the stream that enters it
    /// @return [T, d], the stream that leaves it; [R, d] where only some tokens do
    String block(Block block, String at, String stream, Side side) {
        return block(block, at, stream, (read, output) -> attention.attention(block.attention(), at, read, side, output), (output, rows) -> side.asking(graph, output, rows, 0));
    }

    /// Appends the first part of a block: everything up to the masked scores, which get the name [ModelGraphs#SCORES].
    ///
    /// @param stream [T, d], the stream that enters it
    void scores(Block block, String stream, Side side) {
        boolean reads = block.form() != Block.Form.POST_NORM;
        attention.scores(block.attention(), "", reads ? normed(block.attentionNorms().before(), "attn.norm", stream) : stream, side);
    }

    /// Appends the second part of a block, from attention's probabilities on. Its tensors get the names of [BlockOutput].
    ///
    /// @param stream [T, d], the stream that enters the block
    /// @param probabilities [H, T, S]
    /// @param values [K, S, D]
    void rest(Block block, String stream, String probabilities, String values) {
        block(block, "", stream, (read, output) -> attention.update(block.attention(), "", probabilities, values, output), (output, rows) -> rows);
    }

    private String block(Block block, String at, String stream, Attending attending, Leaving leaving) {
        return switch (block.form()) {
            case SEQUENTIAL -> sequential(block, at, stream, attending, leaving);
            case PARALLEL -> parallel(block, at, stream, attending, leaving);
            case POST_NORM -> postNorm(block, at, stream, attending, leaving);
        };
    }

    private String sequential(Block block, String at, String stream, Attending attending, Leaving leaving) {
        String read = normed(block.attentionNorms().before(), at + "attn.norm", stream);
        attention(block, at, read, attending, block.attentionNorms().after());
        String middle = added(BlockOutput.MIDDLE, at, leaving.write(at + "stream.leaving", stream), BlockOutput.ATTENTION_OUT);
        mlp(block, at, normed(block.mlpNorms().before(), at + "mlp.norm", middle), block.mlpNorms().after());
        return added(BlockOutput.RESIDUAL, at, middle, BlockOutput.MLP_OUT);
    }

    private String parallel(Block block, String at, String stream, Attending attending, Leaving leaving) {
        String read = normed(block.attentionNorms().before(), at + "attn.norm", stream);
        attention(block, at, read, attending, Optional.empty());
        String left = leaving.write(at + "stream.leaving", stream);
        String middle = added(BlockOutput.MIDDLE, at, left, BlockOutput.ATTENTION_OUT);
        String mlpReads = block.sharesNorm() ? leaving.write(at + "mlp.shared", read) : normed(block.mlpNorms().before(), at + "mlp.norm", left);
        mlp(block, at, mlpReads, Optional.empty());
        return added(BlockOutput.RESIDUAL, at, middle, BlockOutput.MLP_OUT);
    }

    private String postNorm(Block block, String at, String stream, Attending attending, Leaving leaving) {
        attention(block, at, stream, attending, Optional.empty());
        String middle = normedSum(block.attentionNorms().after(), BlockOutput.MIDDLE, at, leaving.write(at + "stream.leaving", stream), BlockOutput.ATTENTION_OUT);
        mlp(block, at, middle, Optional.empty());
        return normedSum(block.mlpNorms().after(), BlockOutput.RESIDUAL, at, middle, BlockOutput.MLP_OUT);
    }

    private String normed(Optional<Norm> norm, String output, String stream) {
        return norm.map(present -> rows.norm(present, output, stream)).orElse(stream);
    }

    private String added(BlockOutput sum, String at, String stream, BlockOutput update) {
        return graph.op("Add", at + sum.tensor(), List.of(stream, at + update.tensor()));
    }

    private String normedSum(Optional<Norm> norm, BlockOutput output, String at, String stream, BlockOutput update) {
        String sum = graph.op("Add", at + output.tensor() + ".sum", List.of(stream, at + update.tensor()));
        return rows.norm(norm.orElseThrow(), at + output.tensor(), sum);
    }

    private void attention(Block block, String at, String read, Attending attending, Optional<Norm> after) {
        update(block, BlockOutput.ATTENTION_OUT, BlockVariant.ATTENTION_GAIN, at, after, output -> attending.write(read, output));
    }

    private void mlp(Block block, String at, String read, Optional<Norm> after) {
        update(block, BlockOutput.MLP_OUT, BlockVariant.MLP_GAIN, at, after, output -> mlp(block.mlp(), at + "mlp.", read, output));
    }

    /// Writes an update's last steps, so that the last of them has the update's name: the part itself, the norm after it, the multiplier, the gain.
    private void update(Block block, BlockOutput update, String gain, String at, Optional<Norm> after, Consumer<String> part) {
        String name = at + update.tensor();
        String whole = variant.gains() ? name + ".whole" : name;
        String normed = block.multiplier() != 1 ? name + ".normed" : whole;
        String raw = after.isPresent() ? name + ".raw" : normed;
        part.accept(raw);
        after.ifPresent(norm -> rows.norm(norm, normed, raw));
        rows.multiplied(block.multiplier(), whole, normed);
        if (variant.gains()) {
            graph.op("Mul", name, List.of(whole, graph.input(gain)));
        }
    }

    private void mlp(Mlp mlp, String at, String read, String output) {
        switch (mlp) {
            case Mlp.Plain(Linear in, Linear out, Activation activation) ->
                rows.linear(out, output, rows.activation(activation, at + "act", rows.linear(in, at + "in", read)));
            case Mlp.Gated(Linear gate, Linear up, Linear down, Activation activation) ->
                gated(rows.linear(gate, at + "gate", read), rows.linear(up, at + "up", read), down, activation, at, output);
            case Mlp.FusedGated(Linear fused, Outputs gate, Outputs up, Linear down, Activation activation) -> {
                String both = rows.linear(fused, at + "gate_up", read);
                gated(rows.columns(gate, at + "gate", both), rows.columns(up, at + "up", both), down, activation, at, output);
            }
        }
    }

    private void gated(String gate, String up, Linear down, Activation activation, String at, String output) {
        String inner = graph.op("Mul", at + "inner", List.of(rows.activation(activation, at + "act", gate), up));
        rows.linear(down, output, inner);
    }
}
