package org.diopter.engine.graph;

import static org.diopter.engine.graph.OnnxGraph.integer;
import static org.diopter.engine.graph.OnnxGraph.integers;

import java.util.List;
import java.util.Optional;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Attention;
import org.diopter.engine.arch.HeadNorms;
import org.diopter.engine.arch.Linear;
import org.diopter.engine.arch.Norm;
import org.diopter.engine.arch.Outputs;
import org.diopter.engine.arch.Projections;
import org.diopter.engine.arch.Rotary;
import org.diopter.engine.arch.Scores;

/// Writes the attention of one block. T new tokens attend to S keys, S = T plus those in the cache; where only some tokens ask, T is their number in all that
/// depends on queries.
///
/// Attention is written out in matrix products, so that its probabilities can be seen, and always masked by an explicit additive mask: what
/// `is_causal` means for fewer queries than keys differs between providers.
final class AttentionWriter {
    private final OnnxGraph graph;
    private final RowWriter rows;
    private final Architecture architecture;

    AttentionWriter(OnnxGraph graph, RowWriter rows, Architecture architecture) {
        this.graph = graph;
        this.rows = rows;
        this.architecture = architecture;
    }

    /// Writes [BlockOutput#QUERY], `KEYS`, `VALUES` and `PROBABILITIES` on the way.
    ///
    /// @param at what the names of its tensors begin with
    /// @param normed [T, d], what attention reads
    /// @param output the name of what the output projection gives, [T, d]
    void attention(Attention attention, String at, String normed, BlockWriter.Side side, String output) {
        Scored scored = scores(attention, at, normed, side);
        String probabilities = graph.op("Softmax", at + BlockOutput.PROBABILITIES.tensor(), List.of(scored.scores), integer("axis", -1));
        update(attention, at, probabilities, scored.values, output);
    }

    /// What stands before the softmax.
    ///
    /// @param scores [H, T, S], masked
    /// @param values [K, S, D]
    record Scored(String scores, String values) {}

    /// Writes [BlockOutput#QUERY], `KEYS` and `VALUES` on the way; the scores get the name [ModelGraphs#SCORES].
    Scored scores(Attention attention, String at, String normed, BlockWriter.Side side) {
        Heads heads = project(attention, at + "attn.", normed, side);
        String keys = joined(at + BlockOutput.KEYS.tensor(), side.pastKeys(), heads.key);
        String values = joined(at + BlockOutput.VALUES.tensor(), side.pastValues(), heads.value);
        return new Scored(masked(attention.scores(), at + "attn.", heads.query, keys, side), values);
    }

    /// Writes what follows the softmax.
    void update(Attention attention, String at, String probabilities, String values, String output) {
        rows.linear(attention.output(), output, context(at + "attn.", probabilities, values));
    }

    private record Heads(String query, String key, String value) {}

    /// Queries, keys and values by head: [heads, T, D], normalised and rotated.
    private Heads project(Attention attention, String at, String normed, BlockWriter.Side side) {
        Heads all = projections(attention.projections(), at, normed, side);
        Heads ready = attention.norms().map(norms -> normalised(norms, all)).orElse(all);
        int heads = architecture.heads();
        int kvHeads = architecture.kvHeads();
        return new Heads(
                byHead(rotated(attention.rotary(), ready.query, heads, asked(side.cos(), at + "q.cos", side), asked(side.sin(), at + "q.sin", side)), at + "q", heads),
                byHead(rotated(attention.rotary(), ready.key, kvHeads, side.cos(), side.sin()), at + "k", kvHeads),
                byHead(ready.value, at + "v", kvHeads));
    }

    /// Angles of the tokens that ask: [1, R, n].
    private Optional<String> asked(Optional<String> angles, String output, BlockWriter.Side side) {
        return angles.map(all -> side.asking(graph, output, all, 1));
    }

    /// [T, heads × D] each.
    private Heads projections(Projections projections, String at, String normed, BlockWriter.Side side) {
        return switch (projections) {
            case Projections.Separate(Linear q, Linear k, Linear v) -> {
                String asking = side.asking(graph, at + "asking", normed, 0);
                yield new Heads(rows.linear(q, at + "q.all", asking), rows.linear(k, at + "k.all", normed), rows.linear(v, at + "v.all", normed));
            }
            case Projections.Fused(Linear fused, Outputs q, Outputs k, Outputs v) -> {
                String all = rows.linear(fused, at + "qkv", normed);
                String asking = side.asking(graph, at + "asking", all, 0);
                yield new Heads(rows.columns(q, at + "q.all", asking), rows.columns(k, at + "k.all", all), rows.columns(v, at + "v.all", all));
            }
        };
    }

    private Heads normalised(HeadNorms norms, Heads all) {
        return switch (norms) {
            case HeadNorms.Together(Norm query, Norm key) ->
                new Heads(rows.norm(query, all.query + ".normed", all.query), rows.norm(key, all.key + ".normed", all.key), all.value);
            case HeadNorms.Shared(Norm query, Norm key) ->
                new Heads(
                        headNormed(query, all.query, architecture.heads()), headNormed(key, all.key, architecture.kvHeads()), all.value);
            case HeadNorms.Own(List<Norm> query, List<Norm> key) -> new Heads(ownNormed(query, all.query), ownNormed(key, all.key), all.value);
        };
    }

    /// Normalises each head of [T, heads × D] by itself.
    private String headNormed(Norm norm, String all, int heads) {
        String split = graph.op("Reshape", all + ".heads", List.of(all, shape(all + ".heads.shape", heads)));
        return flat(rows.norm(norm, all + ".heads.normed", split), all + ".normed", heads);
    }

    /// Normalises each head of [T, heads × D] by itself, with a weight of its own.
    private String ownNormed(List<Norm> norms, String all) {
        Norm any = norms.getFirst();
        Norm bare = new Norm(any.kind(), any.epsilon(), any.width(), Optional.empty(), Optional.empty());
        String normed = headNormed(bare, all, norms.size());
        List<String> weights = norms.stream().flatMap(norm -> norm.weight().stream()).map(graph::weight).toList();
        String weight = graph.op("Concat", all + ".weight", weights, integer("axis", 0));
        return graph.op("Mul", all + ".weighted", List.of(normed, weight));
    }

    private String shape(String name, int heads) {
        return graph.integers(name, -1, heads, architecture.headWidth());
    }

    private String flat(String split, String output, int heads) {
        return graph.op("Reshape", output, List.of(split, graph.integers(output + ".flat", -1, (long) heads * architecture.headWidth())));
    }

    /// Rotates [T, heads × D] by position.
    private String rotated(Optional<Rotary> rotary, String all, int heads, Optional<String> cos, Optional<String> sin) {
        if (rotary.isEmpty()) {
            return all;
        }
        int turning = 2 * rotary.get().pairs();
        String shape = graph.integers(all + ".batched", 1, -1, (long) heads * architecture.headWidth());
        String batched = graph.op("Reshape", all + ".batch", List.of(all, shape));
        return graph.op(
                "RotaryEmbedding",
                all + ".rotated",
                List.of(batched, cos.orElseThrow(), sin.orElseThrow()),
                integer("num_heads", heads),
                integer("rotary_embedding_dim", turning == architecture.headWidth() ? 0 : turning),
                integer("interleaved", rotary.get().interleaved() ? 1 : 0));
    }

    /// [T, heads × D] to [heads, T, D].
    private String byHead(String all, String output, int heads) {
        String split = graph.op("Reshape", output + ".split", List.of(all, shape(output + ".shape", heads)));
        return graph.op("Transpose", output, List.of(split), integers("perm", List.of(1L, 0L, 2L)));
    }

    private String joined(String output, Optional<String> past, String now) {
        return past.map(before -> graph.op("Concat", output, List.of(before, now), integer("axis", 1))).orElse(now);
    }

    /// cap(q kᵀ scale) + alibi + mask: [H, T, S]. The heads of a group are stacked, so that each key/value head is one product.
    private String masked(Scores rule, String at, String query, String keys, BlockWriter.Side side) {
        String scaled = rows.multiplied(rule.scale(), at + "q.scaled", query);
        String grouped = grouped(scaled, at + "q.grouped", architecture.headWidth());
        String transposed = graph.op("Transpose", at + "k.transposed", List.of(keys), integers("perm", List.of(0L, 2L, 1L)));
        String product = graph.op("MatMul", at + "scores.grouped", List.of(grouped, transposed));
        String shape = graph.integers(at + "scores.shape", architecture.heads(), -1, 0);
        String scores = graph.op("Reshape", at + "scores", List.of(product, shape));
        String capped = rows.capped(rule.softcap(), at + "scores.capped", scores);
        String biased = rule.slopes().isEmpty() ? capped : graph.op("Add", at + "scores.biased", List.of(capped, alibi(rule, at + "alibi", side)));
        return graph.op("Add", at + "scores.masked", List.of(biased, side.asking(graph, at + "mask", side.mask(), 0)));
    }

    /// slope_h (j − i) for key j and the query at position i: [H, T, S]. transformers has slope_h j, which a softmax does not tell apart; distances
    /// keep the bias small where the probability is large.
    private String alibi(Scores rule, String at, BlockWriter.Side side) {
        String t = graph.op("Shape", at + ".t", List.of(side.mask()), integer("start", 0), integer("end", 1));
        String s = graph.op("Shape", at + ".s", List.of(side.mask()), integer("start", 1));
        String queries = graph.op("Squeeze", at + ".queries", List.of(t));
        String keys = graph.op("Squeeze", at + ".keys", List.of(s));
        String one = graph.count(at + ".one", 1);
        String first = graph.op("Sub", at + ".first", List.of(keys, queries));
        String query = graph.op("Range", at + ".i", List.of(first, keys, one));
        String column = graph.op("Unsqueeze", at + ".i.column", List.of(query, graph.integers(at + ".axis", 1)));
        String key = graph.op("Range", at + ".j", List.of(graph.count(at + ".zero", 0), keys, one));
        String distance = graph.toFloat(graph.op("Sub", at + ".distance", List.of(key, column)), at + ".distance.float");
        String slopes = graph.numbers(at + ".slopes", rule.slopes(), architecture.heads(), 1, 1);
        return graph.op("Mul", at, List.of(slopes, side.asking(graph, at + ".asking", distance, 0)));
    }

    /// The values weighted by the probabilities, all heads of a token side by side: [T, H × D].
    private String context(String at, String probabilities, String values) {
        String grouped = grouped(probabilities, at + "probs.grouped", 0);
        String weighted = graph.op("MatMul", at + "context.grouped", List.of(grouped, values));
        String shape = graph.integers(at + "context.shape", architecture.heads(), -1, architecture.headWidth());
        String heads = graph.op("Reshape", at + "context.heads", List.of(weighted, shape));
        String tokens = graph.op("Transpose", at + "context.tokens", List.of(heads), integers("perm", List.of(1L, 0L, 2L)));
        return flat(tokens, at + "context", architecture.heads());
    }

    /// [H, T, n] to [K, H/K × T, n]; n = 0 keeps the size of the axis.
    private String grouped(String tensor, String output, long n) {
        return graph.op("Reshape", output, List.of(tensor, graph.integers(output + ".shape", architecture.kvHeads(), -1, n)));
    }
}
