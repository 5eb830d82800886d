package org.diopter.engine.arch;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.diopter.engine.arch.Weights.Size;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.ModelConfig;

/// OPT: learned positions that start at row 2, relu; the 350m normalises the stream itself after each part, has no final norm, and projects between a
/// narrow embedding and the stream. Galactica, of the same layout, has no biases.
final class OptSpec implements FamilySpec {
    private static final int FIRST_POSITION = 2;
    private static final double EPSILON = 1e-5;

    @Override
    public Family family() {
        return Family.of(
                "OPT",
                Set.of("opt"),
                "facebook/opt-125m, facebook/opt-350m, facebook/galactica-125m",
                "learned positions, relu; the 350m has norms of the stream itself, no final norm, and a narrower embedding");
    }

    @Override
    public Architecture read(Checkpoint checkpoint) {
        ModelConfig config = checkpoint.config();
        Unsupported.refuse(config);
        HeadShape heads =
                HeadShape.even(new Size("hidden_size", config.positive("hidden_size")), config.positive("num_attention_heads"));
        Size d = heads.width();
        Size vocabulary = new Size("vocab_size", config.positive("vocab_size"));
        Size narrow = new Size("word_embed_proj_dim", config.optionalPositive("word_embed_proj_dim").orElse((int) d.value()));
        int context = config.positive("max_position_embeddings");
        Weights weights = Weights.under(checkpoint, "embed_tokens.weight", "model.decoder.", "decoder.", "");
        boolean before = config.flag("do_layer_norm_before").orElse(true);
        List<Block> blocks = IntStream.range(0, config.positive("num_hidden_layers"))
                .mapToObj(b -> block(b, config, weights, heads, before))
                .toList();
        boolean tied = config.flag("tie_word_embeddings").orElse(true);
        TiedPair ends = TiedPair.read(weights, "embed_tokens.weight", List.of("lm_head.weight"), tied, vocabulary, narrow);
        boolean finalNorm = before && !config.flag("_remove_final_layer_norm").orElse(false);
        Size rows = new Size("max_position_embeddings + 2", context + (long) FIRST_POSITION);
        return heads.architecture(
                "opt",
                vocabulary,
                context,
                Embedding.projected(ends.embedding(), projection(weights, "project_in", d, narrow))
                        .with(new Embedding.Positions(weights.tensor("embed_positions.weight", rows, d), FIRST_POSITION)),
                blocks,
                Unembedding.projected(
                        finalNorm ? Optional.of(norm(config, weights, "final_layer_norm", d)) : Optional.empty(),
                        projection(weights, "project_out", narrow, d),
                        ends.plainHead(),
                        ends.tied()));
    }

    private static Optional<Linear> projection(Weights weights, String name, Size out, Size in) {
        return out.value() == in.value() ? Optional.empty() : Optional.of(weights.linear(name, out, in, false));
    }

    private static Norm norm(ModelConfig config, Weights weights, String name, Size width) {
        if (config.flag("layer_norm_elementwise_affine").orElse(true)) {
            return weights.norm(NormStyle.layer(EPSILON), name, width);
        }
        return new Norm(Norm.Kind.LAYER, EPSILON, (int) width.value(), Optional.empty(), Optional.empty());
    }

    private static Block block(int b, ModelConfig config, Weights weights, HeadShape heads, boolean before) {
        String at = "layers." + b + ".";
        Size d = heads.width();
        Size inner = new Size("ffn_dim", config.positive("ffn_dim"));
        boolean biased = config.flag("enable_bias").orElse(true);
        Attention attention = new Attention(
                new Projections.Separate(
                        weights.linear(at + "self_attn.q_proj", d, d, biased),
                        weights.linear(at + "self_attn.k_proj", d, d, biased),
                        weights.linear(at + "self_attn.v_proj", d, d, biased)),
                Optional.empty(),
                Optional.empty(),
                Scores.of(heads.headWidth()),
                weights.linear(at + "self_attn.out_proj", d, d, biased));
        Mlp mlp = new Mlp.Plain(
                weights.linear(at + "fc1", inner, d, biased),
                weights.linear(at + "fc2", d, inner, biased),
                Activation.of(config.string("activation_function").orElse("relu")));
        Norm first = norm(config, weights, at + "self_attn_layer_norm", d);
        Norm second = norm(config, weights, at + "final_layer_norm", d);
        return before
                ? Block.sequential(b, Norms.before(first), attention, Norms.before(second), mlp)
                : Block.postNorm(b, first, attention, second, mlp);
    }
}
