package org.diopter.engine.arch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.diopter.engine.arch.Weights.Size;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.ModelConfig;
import org.diopter.model.checkpoint.TensorInfo;

/// GPT-2: layer norms, learned positions, one fused matrix for queries, keys and values, matrices stored [in, out]. Published files lack the prefix
/// `transformer.` and carry mask buffers, which are no parameters and are not read.
final class Gpt2Spec implements FamilySpec {
    private static final double DEFAULT_EPSILON = 1e-5;
    private static final int DEFAULT_INNER_FACTOR = 4;

    @Override
    public Set<String> modelTypes() {
        return Set.of("gpt2");
    }

    @Override
    public Architecture read(Checkpoint checkpoint) {
        ModelConfig config = checkpoint.config();
        Unsupported.refuse(config, "quantization_config");
        Unsupported.refuseSwitch(config, "add_cross_attention");
        int width = config.positive("n_embd");
        int heads = config.positive("n_head");
        int headWidth = width / heads;
        HeadCounts.split(width, heads);
        int layers = config.positive("n_layer");
        Size d = new Size("n_embd", width);
        Size fused = new Size("3 × n_embd", 3L * width);
        Size inner = new Size("n_inner", config.optionalPositive("n_inner").orElse(DEFAULT_INNER_FACTOR * width));
        Size context = new Size("n_positions", config.positive("n_positions", "n_ctx"));
        Size vocabulary = new Size("vocab_size", config.positive("vocab_size"));
        double epsilon = config.number("layer_norm_epsilon").orElse(DEFAULT_EPSILON);
        Activation activation = Activation.of(config.string("activation_function").orElse("gelu_new"));
        Weights weights = Weights.under(checkpoint, "wte.weight", "transformer.", "");
        List<Block> blocks = new ArrayList<>();
        for (int b = 0; b < layers; b++) {
            String at = "h." + b + ".";
            blocks.add(new Block(
                    b,
                    norm(weights, at + "ln_1", d, epsilon),
                    new Attention(
                            new Projections.Fused(weights.transposed(at + "attn.c_attn", d, fused)),
                            weights.transposed(at + "attn.c_proj", d, d),
                            scale(config, headWidth, b),
                            0),
                    norm(weights, at + "ln_2", d, epsilon),
                    new Mlp.Plain(
                            weights.transposed(at + "mlp.c_fc", d, inner), weights.transposed(at + "mlp.c_proj", inner, d), activation)));
        }
        TensorInfo embedding = weights.tensor("wte.weight", vocabulary, d);
        return new Architecture(
                "gpt2",
                width,
                heads,
                heads,
                headWidth,
                (int) vocabulary.value(),
                (int) context.value(),
                Optional.empty(),
                new Embedding(embedding, Optional.of(weights.tensor("wpe.weight", context, d))),
                blocks,
                unembedding(weights, embedding, norm(weights, "ln_f", d, epsilon), vocabulary, d));
    }

    private static Norm norm(Weights weights, String name, Size width, double epsilon) {
        return new Norm(
                Norm.Kind.LAYER, epsilon, weights.tensor(name + ".weight", width), Optional.of(weights.tensor(name + ".bias", width)));
    }

    private static double scale(ModelConfig config, int headWidth, int block) {
        double scale = config.flag("scale_attn_weights").orElse(true) ? 1 / Math.sqrt(headWidth) : 1;
        return config.flag("scale_attn_by_inverse_layer_idx").orElse(false) ? scale / (block + 1) : scale;
    }

    private static Unembedding unembedding(Weights weights, TensorInfo embedding, Norm norm, Size vocabulary, Size width) {
        boolean tied = weights.checkpoint().config().flag("tie_word_embeddings").orElse(true);
        TensorInfo head = tied ? embedding : weights.fitting(weights.checkpoint().tensor("lm_head.weight"), vocabulary, width);
        return new Unembedding(norm, new Linear(head, true, Optional.empty()), tied);
    }
}
