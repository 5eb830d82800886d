package org.diopter.engine.arch;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.diopter.engine.arch.Weights.Size;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.ModelConfig;

/// GPT-NeoX and Pythia: queries, keys and values fused head by head, partial rotation, attention and MLP side by side with a norm each, or one after
/// the other.
final class GptNeoXSpec implements FamilySpec {
    private static final double DEFAULT_SHARE = 0.25;

    @Override
    public Family family() {
        return Family.of(
                "GPT-NeoX, Pythia",
                Set.of("gpt_neox"),
                "EleutherAI/pythia-160m, EleutherAI/pythia-1.4b, EleutherAI/gpt-neox-20b",
                "q, k, v fused head by head, partial rotation, parallel attention and MLP with a norm each (or sequential)");
    }

    @Override
    public Architecture read(Checkpoint checkpoint) {
        ModelConfig config = checkpoint.config();
        Unsupported.refuse(config, "use_parallel_residual", "attention_bias", "rotary_pct", "partial_rotary_factor");
        HeadShape heads =
                HeadShape.even(new Size("hidden_size", config.positive("hidden_size")), config.positive("num_attention_heads"));
        Size vocabulary = new Size("vocab_size", config.positive("vocab_size"));
        NormStyle norms = NormStyle.layer(config.number("layer_norm_eps").orElse(1e-5));
        Weights weights = Weights.under(checkpoint, "final_layer_norm.weight", "gpt_neox.", "");
        Rotary rotary = RopeScaling.partial(config, heads.headWidth(), DEFAULT_SHARE);
        List<Block> blocks = IntStream.range(0, config.positive("num_hidden_layers"))
                .mapToObj(b -> block(b, config, weights, heads, norms, rotary))
                .toList();
        boolean tied = config.flag("tie_word_embeddings").orElse(false);
        TiedPair ends = TiedPair.read(
                weights, "embed_in.weight", List.of("embed_out.weight", "lm_head.weight"), tied, vocabulary, heads.width());
        return heads.architecture(
                "gpt_neox",
                vocabulary,
                RopeScaling.context(config),
                Embedding.of(ends.embedding()),
                blocks,
                Unembedding.of(weights.norm(norms, "final_layer_norm", heads.width()), ends.plainHead(), ends.tied()));
    }

    private static Block block(int b, ModelConfig config, Weights weights, HeadShape heads, NormStyle norms, Rotary rotary) {
        String at = "layers." + b + ".";
        Size d = heads.width();
        Size fused = new Size("3 × hidden_size", 3 * d.value());
        Size inner = new Size("intermediate_size", config.positive("intermediate_size"));
        boolean biased = config.flag("attention_bias").orElse(true);
        Attention attention = new Attention(
                Projections.Fused.byHead(
                        weights.linear(at + "attention.query_key_value", fused, d, biased), heads.heads(), heads.headWidth()),
                Optional.empty(),
                Optional.of(rotary),
                Scores.of(heads.headWidth()),
                weights.linear(at + "attention.dense", d, d, biased));
        Mlp mlp = new Mlp.Plain(
                weights.linear(at + "mlp.dense_h_to_4h", inner, d, true),
                weights.linear(at + "mlp.dense_4h_to_h", d, inner, true),
                Activation.of(config.string("hidden_act").orElse("gelu")));
        Norm first = weights.norm(norms, at + "input_layernorm", d);
        Norm second = weights.norm(norms, at + "post_attention_layernorm", d);
        return config.flag("use_parallel_residual").orElse(true)
                ? Block.parallel(b, first, attention, second, mlp)
                : Block.sequential(b, Norms.before(first), attention, Norms.before(second), mlp);
    }
}
