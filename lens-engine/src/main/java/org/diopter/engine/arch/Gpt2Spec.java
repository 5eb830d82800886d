package org.diopter.engine.arch;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.diopter.engine.arch.Weights.Size;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.ModelConfig;

/// GPT-2: layer norms, learned positions, one fused matrix for queries, keys and values, matrices stored [in, out]. Published files lack the prefix
/// `transformer.` and carry mask buffers, which are no parameters and are not read.
final class Gpt2Spec implements FamilySpec {
    private static final int DEFAULT_INNER_FACTOR = 4;

    @Override
    public Family family() {
        return Family.of(
                "GPT-2",
                Set.of("gpt2"),
                "openai-community/gpt2, distilbert/distilgpt2",
                "learned positions, layer norms, fused q, k, v, matrices stored [in, out], tied head");
    }

    @Override
    public Architecture read(Checkpoint checkpoint) {
        ModelConfig config = checkpoint.config();
        Unsupported.refuse(config, "scale_attn_by_inverse_layer_idx");
        HeadShape heads = HeadShape.even(new Size("n_embd", config.positive("n_embd")), config.positive("n_head"));
        Size vocabulary = new Size("vocab_size", config.positive("vocab_size"));
        Size context = new Size("n_positions", config.positive("n_positions", "n_ctx"));
        NormStyle norms = NormStyle.layer(config.number("layer_norm_epsilon").orElse(1e-5));
        Weights weights = Weights.under(checkpoint, "wte.weight", "transformer.", "");
        List<Block> blocks = IntStream.range(0, config.positive("n_layer"))
                .mapToObj(b -> block(b, config, weights, heads, norms))
                .toList();
        boolean tied = config.flag("tie_word_embeddings").orElse(true);
        TiedPair ends = TiedPair.read(weights, "wte.weight", List.of("lm_head.weight"), tied, vocabulary, heads.width());
        Embedding.Positions positions = new Embedding.Positions(weights.tensor("wpe.weight", context, heads.width()), 0);
        return heads.architecture(
                "gpt2",
                vocabulary,
                (int) context.value(),
                Embedding.of(ends.embedding()).with(positions),
                blocks,
                Unembedding.of(weights.norm(norms, "ln_f", heads.width()), ends.plainHead(), ends.tied()));
    }

    private static Block block(int b, ModelConfig config, Weights weights, HeadShape heads, NormStyle norms) {
        String at = "h." + b + ".";
        Size d = heads.width();
        Size fused = new Size("3 × n_embd", 3 * d.value());
        Size inner = new Size("n_inner", config.optionalPositive("n_inner").orElse(DEFAULT_INNER_FACTOR * (int) d.value()));
        return Block.sequential(
                b,
                Norms.before(weights.norm(norms, at + "ln_1", d)),
                new Attention(
                        Projections.Fused.inParts(weights.transposed(at + "attn.c_attn", d, fused), d.value(), d.value()),
                        Optional.empty(),
                        Optional.empty(),
                        Scores.scaled(scale(config, heads.headWidth(), b)),
                        weights.transposed(at + "attn.c_proj", d, d)),
                Norms.before(weights.norm(norms, at + "ln_2", d)),
                new Mlp.Plain(
                        weights.transposed(at + "mlp.c_fc", d, inner),
                        weights.transposed(at + "mlp.c_proj", inner, d),
                        Activation.of(config.string("activation_function").orElse("gelu_new"))));
    }

    private static double scale(ModelConfig config, int headWidth, int block) {
        double scale = config.flag("scale_attn_weights").orElse(true) ? 1 / Math.sqrt(headWidth) : 1;
        return config.flag("scale_attn_by_inverse_layer_idx").orElse(false) ? scale / (block + 1) : scale;
    }
}
