package org.diopter.engine.arch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.diopter.engine.arch.Weights.Size;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.ModelConfig;
import org.diopter.model.checkpoint.TensorInfo;

/// Llama and what shares its layout: RMS norms, rotary positions, grouped key/value heads, gated MLP. Mistral adds a sliding window; SmolLM2 calls
/// itself llama.
final class LlamaSpec implements FamilySpec {
    private static final double DEFAULT_EPSILON = 1e-6;
    private static final String[] OTHER_MATHEMATICS = {
        "quantization_config", "attn_logit_softcapping", "final_logit_softcapping", "query_pre_attn_scalar", "clip_qkv", "attention_multiplier",
        "residual_multiplier", "embedding_multiplier", "logits_scaling", "num_local_experts", "no_rope_layers"
    };

    @Override
    public Set<String> modelTypes() {
        return Set.of("llama", "mistral");
    }

    @Override
    public Architecture read(Checkpoint checkpoint) {
        ModelConfig config = checkpoint.config();
        Unsupported.refuse(config, OTHER_MATHEMATICS);
        Unsupported.refuseOtherThan(config, "partial_rotary_factor", 1);
        String family = config.string("model_type").orElse("llama");
        int layers = config.positive("num_hidden_layers");
        int width = config.positive("hidden_size");
        int heads = config.positive("num_attention_heads");
        int kvHeads = config.optionalPositive("num_key_value_heads").orElse(heads);
        int headWidth = config.optionalPositive("head_dim").orElse(width / heads);
        HeadCounts.shared(heads, kvHeads);
        HeadCounts.rotates(headWidth);
        Weights weights = Weights.under(checkpoint, "norm.weight", "model.", "");
        Sizes sizes = new Sizes(
                new Size("hidden_size", width),
                new Size("num_attention_heads × head_dim", (long) heads * headWidth),
                new Size("num_key_value_heads × head_dim", (long) kvHeads * headWidth),
                new Size("intermediate_size", config.positive("intermediate_size")));
        Switches switches = new Switches(
                config.number("rms_norm_eps").orElse(DEFAULT_EPSILON),
                config.flag("attention_bias").orElse(false),
                config.flag("mlp_bias").orElse(false),
                Activation.of(config.string("hidden_act").orElse("silu")),
                1 / Math.sqrt(headWidth),
                family.equals("mistral") ? config.optionalPositive("sliding_window").orElse(0) : 0);
        List<Block> blocks = new ArrayList<>();
        for (int b = 0; b < layers; b++) {
            blocks.add(block(b, weights, sizes, switches));
        }
        Size vocabulary = new Size("vocab_size", config.positive("vocab_size"));
        Unembedding unembedding = unembedding(weights, sizes, switches, vocabulary, config.flag("tie_word_embeddings").orElse(false));
        TensorInfo embedding = unembedding.tied() ? unembedding.head().weight() : weights.tensor("embed_tokens.weight", vocabulary, sizes.width);
        return new Architecture(
                family,
                width,
                heads,
                kvHeads,
                headWidth,
                (int) vocabulary.value(),
                config.positive("max_position_embeddings"),
                Optional.of(RopeScaling.read(config, headWidth)),
                new Embedding(embedding, Optional.empty()),
                blocks,
                unembedding);
    }

    private record Sizes(Size width, Size queries, Size keys, Size inner) {}

    private record Switches(double epsilon, boolean attentionBias, boolean mlpBias, Activation activation, double scale, int window) {}

    private static Block block(int b, Weights weights, Sizes sizes, Switches switches) {
        String at = "layers." + b + ".";
        String attention = at + "self_attn.";
        String mlp = at + "mlp.";
        boolean biased = switches.attentionBias;
        return new Block(
                b,
                norm(weights, at + "input_layernorm", sizes, switches),
                new Attention(
                        new Projections.Separate(
                                weights.linear(attention + "q_proj", sizes.queries, sizes.width, biased),
                                weights.linear(attention + "k_proj", sizes.keys, sizes.width, biased),
                                weights.linear(attention + "v_proj", sizes.keys, sizes.width, biased)),
                        weights.linear(attention + "o_proj", sizes.width, sizes.queries, biased),
                        switches.scale,
                        switches.window),
                norm(weights, at + "post_attention_layernorm", sizes, switches),
                new Mlp.Gated(
                        weights.linear(mlp + "gate_proj", sizes.inner, sizes.width, switches.mlpBias),
                        weights.linear(mlp + "up_proj", sizes.inner, sizes.width, switches.mlpBias),
                        weights.linear(mlp + "down_proj", sizes.width, sizes.inner, switches.mlpBias),
                        switches.activation));
    }

    private static Norm norm(Weights weights, String name, Sizes sizes, Switches switches) {
        return new Norm(Norm.Kind.RMS, switches.epsilon, weights.tensor(name + ".weight", sizes.width), Optional.empty());
    }

    /// A tied pair is stored once, under either name (TinyStories-656K has only `lm_head.weight`).
    private static Unembedding unembedding(Weights weights, Sizes sizes, Switches switches, Size vocabulary, boolean tied) {
        Checkpoint checkpoint = weights.checkpoint();
        Optional<TensorInfo> stored = checkpoint.find("lm_head.weight");
        if (tied) {
            stored = checkpoint.find(weights.prefix() + "embed_tokens.weight").or(() -> checkpoint.find("lm_head.weight"));
        }
        TensorInfo head = stored.orElseThrow(() -> new UnusableInputException(
                "D-102",
                "The weights have no " + (tied ? "embed_tokens.weight and no lm_head.weight" : "lm_head.weight")
                        + ", and config.json says tie_word_embeddings " + tied + ". The files do not belong together or are incomplete."));
        weights.fitting(head, vocabulary, sizes.width);
        return new Unembedding(norm(weights, "norm", sizes, switches), new Linear(head, true, Optional.empty()), tied);
    }
}
