package org.diopter.engine.arch;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.diopter.engine.arch.Weights.Size;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.ModelConfig;

/// GPT-J: attention and MLP side by side after one norm, neighbours rotated in pairs, a head with a bias.
final class GptJSpec implements FamilySpec {
    private static final int DEFAULT_INNER_FACTOR = 4;
    private static final int DEFAULT_ROTARY = 64;

    @Override
    public Family family() {
        return Family.of(
                "GPT-J",
                Set.of("gptj"),
                "EleutherAI/gpt-j-6b",
                "parallel attention and MLP after one norm, interleaved partial rotation, head with bias");
    }

    @Override
    public Architecture read(Checkpoint checkpoint) {
        ModelConfig config = checkpoint.config();
        Unsupported.refuse(config);
        HeadShape heads = HeadShape.even(new Size("n_embd", config.positive("n_embd")), config.positive("n_head"));
        Size vocabulary = new Size("vocab_size", config.positive("vocab_size"));
        NormStyle norms = NormStyle.layer(config.number("layer_norm_epsilon").orElse(1e-5));
        Weights weights = Weights.under(checkpoint, "wte.weight", "transformer.", "");
        int turning = config.optionalPositive("rotary_dim").orElse(DEFAULT_ROTARY);
        RopeScaling.turning(heads.headWidth(), (double) turning / heads.headWidth());
        Rotary rotary = new Rotary(Frequencies.Fixed.plain(RopeScaling.DEFAULT_THETA, turning), 1, true);
        List<Block> blocks = IntStream.range(0, config.positive("n_layer"))
                .mapToObj(b -> block(b, config, weights, heads, norms, rotary))
                .toList();
        boolean tied = config.flag("tie_word_embeddings").orElse(false);
        TiedPair ends = TiedPair.read(weights, "wte.weight", List.of("lm_head.weight"), tied, vocabulary, heads.width());
        Linear head = new Linear(ends.head(), true, Optional.of(weights.fitting(checkpoint.tensor("lm_head.bias"), vocabulary)));
        return heads.architecture(
                "gptj",
                vocabulary,
                config.positive("n_positions"),
                Embedding.of(ends.embedding()),
                blocks,
                Unembedding.of(weights.norm(norms, "ln_f", heads.width()), head, ends.tied()));
    }

    private static Block block(int b, ModelConfig config, Weights weights, HeadShape heads, NormStyle norms, Rotary rotary) {
        String at = "h." + b + ".";
        Size d = heads.width();
        Size inner = new Size("n_inner", config.optionalPositive("n_inner").orElse(DEFAULT_INNER_FACTOR * (int) d.value()));
        Norm norm = weights.norm(norms, at + "ln_1", d);
        return Block.parallel(
                b,
                norm,
                new Attention(
                        new Projections.Separate(
                                weights.linear(at + "attn.q_proj", d, d, false),
                                weights.linear(at + "attn.k_proj", d, d, false),
                                weights.linear(at + "attn.v_proj", d, d, false)),
                        Optional.empty(),
                        Optional.of(rotary),
                        Scores.of(heads.headWidth()),
                        weights.linear(at + "attn.out_proj", d, d, false)),
                norm,
                new Mlp.Plain(
                        weights.linear(at + "mlp.fc_in", inner, d, true),
                        weights.linear(at + "mlp.fc_out", d, inner, true),
                        Activation.of(config.string("activation_function").orElse("gelu_new"))));
    }
}
