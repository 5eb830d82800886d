package org.diopter.engine.arch;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.diopter.engine.arch.Weights.Size;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.ModelConfig;

/// BLOOM: no positions but ALiBi's biases of the scores, a norm after the embedding, queries, keys and values fused head by head.
final class BloomSpec implements FamilySpec {
    private static final int INNER_FACTOR = 4;

    /// What it was trained with; ALiBi itself has no limit.
    private static final int DEFAULT_CONTEXT = 2048;

    @Override
    public Family family() {
        return Family.of(
                "BLOOM",
                Set.of("bloom"),
                "bigscience/bloom-560m, bigscience/bloomz-1b1",
                "ALiBi biases in the place of positions, a norm after the embedding, q, k, v fused head by head");
    }

    @Override
    public Architecture read(Checkpoint checkpoint) {
        ModelConfig config = checkpoint.config();
        Unsupported.refuse(config, "alibi", "use_alibi");
        HeadShape heads = HeadShape.even(
                new Size("hidden_size", config.positive("n_embed", "hidden_size")), config.positive("n_head", "num_attention_heads"));
        Size d = heads.width();
        Size vocabulary = new Size("vocab_size", config.positive("vocab_size"));
        NormStyle norms = NormStyle.layer(config.number("layer_norm_epsilon").orElse(1e-5));
        Weights weights = Weights.under(checkpoint, "word_embeddings.weight", "transformer.", "");
        List<Block> blocks = IntStream.range(0, config.positive("n_layer", "num_hidden_layers"))
                .mapToObj(b -> block(b, weights, heads, norms))
                .toList();
        boolean tied = config.flag("tie_word_embeddings").orElse(true);
        TiedPair ends = TiedPair.read(weights, "word_embeddings.weight", List.of("lm_head.weight"), tied, vocabulary, d);
        Norm normed = weights.norm(norms, "word_embeddings_layernorm", d);
        return heads.architecture(
                "bloom",
                vocabulary,
                config.optionalPositive("seq_length").orElse(DEFAULT_CONTEXT),
                new Embedding(ends.embedding(), Optional.empty(), 1, Optional.empty(), Optional.of(normed)),
                blocks,
                Unembedding.of(weights.norm(norms, "ln_f", d), ends.plainHead(), ends.tied()));
    }

    private static Block block(int b, Weights weights, HeadShape heads, NormStyle norms) {
        String at = "h." + b + ".";
        Size d = heads.width();
        Size fused = new Size("3 × hidden_size", 3 * d.value());
        Size inner = new Size("4 × hidden_size", INNER_FACTOR * d.value());
        return Block.sequential(
                b,
                Norms.before(weights.norm(norms, at + "input_layernorm", d)),
                new Attention(
                        Projections.Fused.byHead(
                                weights.linear(at + "self_attention.query_key_value", fused, d, true), heads.heads(), heads.headWidth()),
                        Optional.empty(),
                        Optional.empty(),
                        Scores.of(heads.headWidth()).alibi(heads.heads()),
                        weights.linear(at + "self_attention.dense", d, d, true)),
                Norms.before(weights.norm(norms, at + "post_attention_layernorm", d)),
                new Mlp.Plain(
                        weights.linear(at + "mlp.dense_h_to_4h", inner, d, true),
                        weights.linear(at + "mlp.dense_4h_to_h", d, inner, true),
                        Activation.GELU_TANH));
    }
}
