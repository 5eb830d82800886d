package org.diopter.engine.arch;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.ModelConfig;

/// Refuses configurations that ask for mathematics a family's reader does not do, by name, instead of ignoring them. Every family refuses all of
/// these keys except those it reads itself.
final class Unsupported {
    /// Keys whose presence changes the mathematics.
    private static final List<String> PRESENCE = List.of(
            "quantization_config",
            "attn_logit_softcapping",
            "final_logit_softcapping",
            "query_pre_attn_scalar",
            "attention_multiplier",
            "clip_qkv",
            "no_rope_layers",
            "no_rope_layer_interval",
            "attention_chunk_size",
            "q_lora_rank",
            "kv_lora_rank",
            "hidden_size_per_layer_input",
            "altup_num_inputs",
            "laurel_rank",
            "scale_emb",
            "scale_depth",
            "dim_model_base",
            "logit_scale",
            "mup_attn_multiplier",
            "mup_embedding_multiplier",
            "mup_width_multiplier",
            "mup_width_scale",
            "mup_embeddings_scale",
            "mup_output_alpha",
            "mup_scale_qk_dot_by_d");

    /// Switches that change it when they are on.
    private static final List<String> SWITCHES = List.of(
            "add_cross_attention",
            "is_encoder_decoder",
            "use_bidirectional_attention",
            "attention_bias",
            "mlp_bias",
            "lm_head_bias",
            "use_qkv_bias",
            "use_parallel_residual",
            "qk_layernorm",
            "use_qk_norm",
            "alibi",
            "use_alibi",
            "parallel_attn",
            "rope_interleaved",
            "new_decoder_architecture",
            "multi_query",
            "attn_output_gate",
            "use_attention_sinks",
            "apply_residual_connection_post_layernorm",
            "scale_attn_by_inverse_layer_idx");

    /// Numbers that change it unless they are 1.
    private static final List<String> FACTORS =
            List.of("residual_multiplier", "embedding_multiplier", "logits_scaling", "rotary_pct", "partial_rotary_factor");

    /// Numbers that change it unless they are 0.
    private static final List<String> COUNTS =
            List.of("num_local_experts", "num_experts", "n_routed_experts", "moe_num_experts", "num_kv_shared_layers");

    private Unsupported() {}

    /// @param understood keys that the family reads itself
    static void refuse(ModelConfig config, String... understood) {
        Set<String> read = Set.copyOf(Arrays.asList(understood));
        PRESENCE.stream().filter(key -> !read.contains(key) && config.has(key)).findFirst().ifPresent(key -> {
            throw new UnusableInputException(
                    "D-102", "config.json asks for " + key + ", which is not supported in this family. Use a folder without it.");
        });
        SWITCHES.stream().filter(key -> !read.contains(key) && config.flag(key).orElse(false)).findFirst().ifPresent(key -> {
            throw new UnusableInputException("D-102", "config.json switches " + key + " on, which is not supported in this family.");
        });
        FACTORS.stream().filter(key -> !read.contains(key)).forEach(key -> refuseOtherThan(config, key, 1));
        COUNTS.stream().filter(key -> !read.contains(key)).forEach(key -> refuseOtherThan(config, key, 0));
        if (!read.contains("layer_types")) {
            refuseWindows(config);
        }
    }

    private static void refuseOtherThan(ModelConfig config, String key, double only) {
        double value = config.number(key).orElse(only);
        if (value != only) {
            throw new UnusableInputException("D-102",
                    "config.json sets " + key + " to " + value + ", which is not supported in this family; only " + only + " is.");
        }
    }

    private static void refuseWindows(ModelConfig config) {
        config.list("layer_types").ifPresent(types -> types.stream().filter(type -> !LayerTypes.FULL.equals(type)).findFirst().ifPresent(type -> {
            throw new UnusableInputException("D-102", "config.json has '" + type + "' in layer_types, which is not supported in this family.");
        }));
    }
}
