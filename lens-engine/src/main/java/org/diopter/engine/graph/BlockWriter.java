package org.diopter.engine.graph;

import static org.diopter.engine.graph.OnnxGraph.integer;
import static org.diopter.engine.graph.OnnxGraph.integers;
import static org.diopter.engine.graph.OnnxGraph.real;
import static org.diopter.engine.graph.OnnxGraph.text;

import java.util.List;
import java.util.Optional;
import org.diopter.engine.arch.Activation;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Block;
import org.diopter.engine.arch.Linear;
import org.diopter.engine.arch.Mlp;
import org.diopter.engine.arch.Norm;
import org.diopter.engine.arch.Projections;

/// Writes the mathematics of one block (and of norms and matrices elsewhere) into a graph. T new tokens attend to S keys, S = T plus those in the cache.
///
/// Attention is written out in matrix products, so that its probabilities can be seen, and always masked by an explicit additive mask: what `is_causal`
/// means for fewer queries than keys differs between providers.
final class BlockWriter {
    private final OnnxGraph graph;
    private final Architecture architecture;
    private final BlockVariant variant;

    BlockWriter(OnnxGraph graph, Architecture architecture) {
        this(graph, architecture, BlockVariant.PLAIN);
    }

    BlockWriter(OnnxGraph graph, Architecture architecture, BlockVariant variant) {
        this.graph = graph;
        this.architecture = architecture;
        this.variant = variant;
    }

    /// What a block reads beside the stream.
    ///
    /// @param mask [T, S], added to the scores
    /// @param cos [1, T, D/2], present with rotary positions only
    /// @param sin likewise
    /// @param pastKeys [K, P, D], keys that are known already; absent where nothing is
    /// @param pastValues likewise
    record Side(String mask, Optional<String> cos, Optional<String> sin, Optional<String> pastKeys, Optional<String> pastValues) {}

    /// The tensors of a block that somebody may want to see.
    ///
    /// @param residual [T, d], the stream that leaves the block
    /// @param middle [T, d], the stream between attention and MLP
    /// @param attentionOut [T, d], what attention adds
    /// @param mlpOut [T, d], what the MLP adds
    /// @param query [H, T, D], after rotation, not scaled
    /// @param keys [K, S, D], after rotation, the cached ones first
    /// @param values [K, S, D]
    /// @param probabilities [H, T, S]
    record Tensors(
            String residual,
            String middle,
            String attentionOut,
            String mlpOut,
            String query,
            String keys,
            String values,
            String probabilities) {}

    /// Appends a block.
    ///
    /// @param at what the names of its tensors begin with
    /// @param stream [T, d], the stream that enters it
    Tensors block(Block block, String at, String stream, Side side) {
        String normed = norm(block.attentionNorm(), at + "attn.norm", stream);
        Heads heads = project(block, at + "attn.", normed, side);
        String keys = joined(at + "keys", side.pastKeys(), heads.key);
        String values = joined(at + "values", side.pastValues(), heads.value);
        String probabilities = probabilities(block, at + "attn.", heads.query, keys, side.mask());
        String context = context(at + "attn.", probabilities, values);
        String attentionOut = at + "attn_out";
        linear(block.attention().output(), beforeGain(attentionOut), context);
        gain(BlockVariant.ATTENTION_GAIN, attentionOut);
        String middle = graph.op("Add", at + "resid_mid", List.of(stream, attentionOut));
        String mlpOut = at + "mlp_out";
        mlp(block.mlp(), at + "mlp.", norm(block.mlpNorm(), at + "mlp.norm", middle), beforeGain(mlpOut));
        gain(BlockVariant.MLP_GAIN, mlpOut);
        String residual = graph.op("Add", at + "resid", List.of(middle, mlpOut));
        return new Tensors(residual, middle, attentionOut, mlpOut, heads.query, keys, values, probabilities);
    }

    private String beforeGain(String update) {
        return variant.gains() ? update + ".whole" : update;
    }

    /// Multiplies what a part adds by an input, where the variant has one.
    private void gain(String input, String update) {
        if (variant.gains()) {
            graph.op("Mul", update, List.of(beforeGain(update), graph.input(input)));
        }
    }

    private record Heads(String query, String key, String value) {}

    /// Queries, keys and values by head: [heads, T, D], rotated.
    private Heads project(Block block, String at, String normed, Side side) {
        String query;
        String key;
        String value;
        switch (block.attention().projections()) {
            case Projections.Separate(Linear q, Linear k, Linear v) -> {
                query = linear(q, at + "q.all", normed);
                key = linear(k, at + "k.all", normed);
                value = linear(v, at + "v.all", normed);
            }
            case Projections.Fused(Linear fused) -> {
                query = at + "q.all";
                key = at + "k.all";
                value = at + "v.all";
                String all = linear(fused, at + "qkv", normed);
                graph.op("Split", List.of(query, key, value), List.of(all), integer("axis", 1), integer("num_outputs", 3));
            }
        }
        int heads = architecture.heads();
        int kvHeads = architecture.kvHeads();
        return new Heads(
                byHead(rotated(query, heads, side), at + "q", heads),
                byHead(rotated(key, kvHeads, side), at + "k", kvHeads),
                byHead(value, at + "v", kvHeads));
    }

    /// Rotates [T, heads × D] by position.
    private String rotated(String all, int heads, Side side) {
        if (side.cos().isEmpty() || side.sin().isEmpty()) {
            return all;
        }
        String shape = graph.integers(all + ".batched", 1, -1, (long) heads * architecture.headWidth());
        String batched = graph.op("Reshape", all + ".batch", List.of(all, shape));
        return graph.op(
                "RotaryEmbedding",
                all + ".rotated",
                List.of(batched, side.cos().get(), side.sin().get()),
                integer("num_heads", heads));
    }

    /// [T, heads × D] to [heads, T, D].
    private String byHead(String all, String output, int heads) {
        String shape = graph.integers(output + ".shape", -1, heads, architecture.headWidth());
        String split = graph.op("Reshape", output + ".split", List.of(all, shape));
        return graph.op("Transpose", output, List.of(split), integers("perm", List.of(1L, 0L, 2L)));
    }

    private String joined(String output, Optional<String> past, String now) {
        return past.map(before -> graph.op("Concat", output, List.of(before, now), integer("axis", 1))).orElse(now);
    }

    /// softmax(q kᵀ scale + mask): [H, T, S]. The heads of a group are stacked, so that each key/value head is one product.
    private String probabilities(Block block, String at, String query, String keys, String mask) {
        String scaled = graph.op(
                "Mul", at + "q.scaled", List.of(query, graph.number(at + "scale", block.attention().scale())));
        String grouped = grouped(scaled, at + "q.grouped", architecture.headWidth());
        String transposed = graph.op("Transpose", at + "k.transposed", List.of(keys), integers("perm", List.of(0L, 2L, 1L)));
        String product = graph.op("MatMul", at + "scores.grouped", List.of(grouped, transposed));
        String shape = graph.integers(at + "scores.shape", architecture.heads(), -1, 0);
        String scores = graph.op("Reshape", at + "scores", List.of(product, shape));
        String masked = graph.op("Add", at + "scores.masked", List.of(scores, mask));
        return graph.op("Softmax", at + "probs", List.of(masked), integer("axis", -1));
    }

    /// The values weighted by the probabilities, all heads of a token side by side: [T, H × D].
    private String context(String at, String probabilities, String values) {
        String grouped = grouped(probabilities, at + "probs.grouped", 0);
        String weighted = graph.op("MatMul", at + "context.grouped", List.of(grouped, values));
        String shape = graph.integers(at + "context.shape", architecture.heads(), -1, architecture.headWidth());
        String heads = graph.op("Reshape", at + "context.heads", List.of(weighted, shape));
        String tokens = graph.op("Transpose", at + "context.tokens", List.of(heads), integers("perm", List.of(1L, 0L, 2L)));
        String flat = graph.integers(at + "context.flat", -1, (long) architecture.heads() * architecture.headWidth());
        return graph.op("Reshape", at + "context", List.of(tokens, flat));
    }

    /// [H, T, n] to [K, H/K × T, n]; n = 0 keeps the size of the axis.
    private String grouped(String tensor, String output, long n) {
        return graph.op("Reshape", output, List.of(tensor, graph.integers(output + ".shape", architecture.kvHeads(), -1, n)));
    }

    private String mlp(Mlp mlp, String at, String normed, String output) {
        return switch (mlp) {
            case Mlp.Plain(Linear in, Linear out, Activation activation) ->
                linear(out, output, activation(activation, at + "act", linear(in, at + "in", normed)));
            case Mlp.Gated(Linear gate, Linear up, Linear down, Activation activation) -> {
                String gated = activation(activation, at + "act", linear(gate, at + "gate", normed));
                String inner = graph.op("Mul", at + "inner", List.of(gated, linear(up, at + "up", normed)));
                yield linear(down, output, inner);
            }
        };
    }

    private String activation(Activation activation, String output, String input) {
        return switch (activation) {
            case SILU -> {
                String sigmoid = graph.op("Sigmoid", output + ".sigmoid", List.of(input));
                yield graph.op("Mul", output, List.of(input, sigmoid));
            }
            case GELU_TANH -> graph.op("Gelu", output, List.of(input), text("approximate", "tanh"));
            case GELU_ERF -> graph.op("Gelu", output, List.of(input));
            case RELU -> graph.op("Relu", output, List.of(input));
        };
    }

    /// A matrix applied to rows.
    String linear(Linear linear, String output, String rows) {
        List<BlockVariant.Replaced> parts = variant.partsOf(linear.weight());
        if (!parts.isEmpty()) {
            new ReplacedMatrix(graph).write(linear, parts, output, rows);
            return output;
        }
        String weight = graph.weight(linear.weight());
        List<String> inputs = linear.bias()
                .map(bias -> List.of(rows, weight, graph.weight(bias)))
                .orElseGet(() -> List.of(rows, weight));
        return graph.op("Gemm", output, inputs, integer("transB", linear.outputFirst() ? 1 : 0));
    }

    /// A normalisation of rows.
    String norm(Norm norm, String output, String rows) {
        String weight = graph.weight(norm.weight());
        return switch (norm.kind()) {
            case RMS ->
                graph.op("RMSNormalization", output, List.of(rows, weight), integer("axis", -1), real("epsilon", norm.epsilon()));
            case LAYER -> {
                List<String> inputs = norm.bias()
                        .map(bias -> List.of(rows, weight, graph.weight(bias)))
                        .orElseGet(() -> List.of(rows, weight));
                yield graph.op("LayerNormalization", output, inputs, integer("axis", -1), real("epsilon", norm.epsilon()));
            }
        };
    }
}
