package org.diopter.model.checkpoint.gguf;

import java.util.Map;
import java.util.OptionalDouble;

/// Writes metadata under the keys of each family's `config.json`.
final class Configs {
    private static final double DEFAULT_THETA = 10_000;
    private static final int GEMMA2_27B_LAYERS = 46;
    private static final int GEMMA3_27B_LAYERS = 62;
    private static final int GEMMA3_PATTERN = 6;

    private Configs() {}

    /// Mistral calls itself llama here; its window, where the file still has it, gives it away.
    static void llama(Parameters parameters, Map<String, Object> config) {
        llamaSizes(parameters, config);
        config.put("attention_bias", parameters.hasTensor("blk.0.attn_q.bias"));
        config.put("mlp_bias", parameters.hasTensor("blk.0.ffn_gate.bias"));
        window(parameters, config);
        config.put("model_type", config.containsKey("sliding_window") ? "mistral" : "llama");
    }

    static void granite(Parameters parameters, Map<String, Object> config) {
        llama(parameters, config);
        config.put("model_type", "granite");
        put(config, "attention_multiplier", parameters.number("attention.scale"));
        put(config, "embedding_multiplier", parameters.number("embedding_scale"));
        put(config, "residual_multiplier", parameters.number("residual_scale"));
        put(config, "logits_scaling", parameters.number("logit_scale"));
    }

    static void qwen2(Parameters parameters, Map<String, Object> config) {
        config.put("model_type", "qwen2");
        llamaSizes(parameters, config);
        config.put("use_sliding_window", false);
    }

    static void qwen3(Parameters parameters, Map<String, Object> config) {
        config.put("model_type", "qwen3");
        llamaSizes(parameters, config);
        config.put("attention_bias", parameters.hasTensor("blk.0.attn_q.bias"));
        config.put("use_sliding_window", false);
    }

    static void gemma(Parameters parameters, Map<String, Object> config) {
        config.put("model_type", "gemma");
        llamaSizes(parameters, config);
        config.put("hidden_act", "gelu_pytorch_tanh");
        config.put("hidden_activation", "gelu_pytorch_tanh");
        config.put("attention_bias", false);
    }

    static void gemma2(Parameters parameters, Map<String, Object> config) {
        gemma(parameters, config);
        config.put("model_type", "gemma2");
        config.put("attn_logit_softcapping", parameters.number("attn_logit_softcapping").orElse(50));
        config.put("final_logit_softcapping", parameters.number("final_logit_softcapping").orElse(30));
        config.put("query_pre_attn_scalar", gemmaScale(parameters, GEMMA2_27B_LAYERS));
        config.put("sliding_window", parameters.optionalSize("attention.sliding_window").orElse(4096));
    }

    static void gemma3(Parameters parameters, Map<String, Object> config) {
        gemma(parameters, config);
        config.put("model_type", "gemma3_text");
        put(config, "final_logit_softcapping", parameters.number("final_logit_softcapping"));
        config.put("query_pre_attn_scalar", gemmaScale(parameters, GEMMA3_27B_LAYERS));
        config.put("sliding_window", parameters.size("attention.sliding_window"));
        config.put("sliding_window_pattern", parameters.optionalSize("attention.sliding_window_pattern").orElse(GEMMA3_PATTERN));
        config.put("rope_theta", parameters.number("rope.freq_base").orElse(1e6));
        config.put("rope_local_base_freq", parameters.number("rope.freq_base_swa").orElse(DEFAULT_THETA));
    }

    /// The files do not say what queries are divided by: the head's width, except for the one model of 27 billion parameters.
    private static int gemmaScale(Parameters parameters, int layersOf27B) {
        return parameters.layers() == layersOf27B ? parameters.width() / parameters.heads() : parameters.headWidth();
    }

    static void olmo2(Parameters parameters, Map<String, Object> config) {
        config.put("model_type", "olmo2");
        llamaSizes(parameters, config);
        config.put("attention_bias", parameters.hasTensor("blk.0.attn_q.bias"));
    }

    static void stablelm(Parameters parameters, Map<String, Object> config) {
        config.put("model_type", "stablelm");
        sizes(parameters, config);
        rotary(parameters, config);
        config.put("layer_norm_eps", epsilon(parameters));
        config.put("hidden_act", "silu");
        config.put("use_qkv_bias", parameters.hasTensor("blk.0.attn_q.bias"));
        config.put("use_parallel_residual", parameters.flag("use_parallel_residual").orElse(false));
    }

    static void phi2(Parameters parameters, Map<String, Object> config) {
        config.put("model_type", "phi");
        sizes(parameters, config);
        rotary(parameters, config);
        config.put("layer_norm_eps", epsilon(parameters));
        config.put("hidden_act", "gelu_new");
        config.put("qk_layernorm", false);
    }

    static void phi3(Parameters parameters, Map<String, Object> config) {
        config.put("model_type", "phi3");
        llamaSizes(parameters, config);
        parameters.optionalSize("rope.scaling.original_context_length")
                .ifPresent(context -> config.put("original_max_position_embeddings", context));
        window(parameters, config);
    }

    static void starcoder2(Parameters parameters, Map<String, Object> config) {
        config.put("model_type", "starcoder2");
        sizes(parameters, config);
        rotary(parameters, config);
        config.put("norm_epsilon", epsilon(parameters));
        config.put("hidden_act", "gelu_pytorch_tanh");
        config.put("use_bias", parameters.hasTensor("blk.0.attn_q.bias"));
        window(parameters, config);
    }

    static void gpt2(Parameters parameters, Map<String, Object> config) {
        config.put("model_type", "gpt2");
        config.put("n_embd", parameters.width());
        config.put("n_layer", parameters.layers());
        config.put("n_head", parameters.heads());
        config.put("n_positions", parameters.size("context_length"));
        config.put("n_inner", parameters.size("feed_forward_length"));
        config.put("layer_norm_epsilon", epsilon(parameters));
        config.put("activation_function", "gelu_new");
    }

    static void gptneox(Parameters parameters, Map<String, Object> config) {
        config.put("model_type", "gpt_neox");
        sizes(parameters, config);
        config.put("layer_norm_eps", epsilon(parameters));
        config.put("hidden_act", "gelu");
        config.put("rotary_pct", (double) parameters.rotaryWidth() / parameters.headWidth());
        config.put("rotary_emb_base", parameters.number("rope.freq_base").orElse(DEFAULT_THETA));
        config.put("use_parallel_residual", parameters.flag("use_parallel_residual").orElse(true));
        config.put("attention_bias", parameters.hasTensor("blk.0.attn_qkv.bias"));
    }

    static void bloom(Parameters parameters, Map<String, Object> config) {
        config.put("model_type", "bloom");
        config.put("hidden_size", parameters.width());
        config.put("n_layer", parameters.layers());
        config.put("n_head", parameters.heads());
        config.put("layer_norm_epsilon", epsilon(parameters));
        config.put("apply_residual_connection_post_layernorm", false);
        config.put("seq_length", parameters.size("context_length"));
    }

    private static void llamaSizes(Parameters parameters, Map<String, Object> config) {
        sizes(parameters, config);
        rotary(parameters, config);
        put(config, "rms_norm_eps", parameters.number("attention.layer_norm_rms_epsilon"));
        config.put("hidden_act", "silu");
    }

    private static void sizes(Parameters parameters, Map<String, Object> config) {
        config.put("hidden_size", parameters.width());
        config.put("num_hidden_layers", parameters.layers());
        config.put("num_attention_heads", parameters.heads());
        config.put("num_key_value_heads", parameters.kvHeads());
        config.put("head_dim", parameters.headWidth());
        config.put("intermediate_size", parameters.size("feed_forward_length"));
        config.put("max_position_embeddings", parameters.size("context_length"));
    }

    private static void rotary(Parameters parameters, Map<String, Object> config) {
        double theta = parameters.number("rope.freq_base").orElse(DEFAULT_THETA);
        config.put("rope_theta", theta);
        RotaryScaling.read(parameters, theta).ifPresent(scaling -> config.put("rope_scaling", scaling));
        if (parameters.rotaryWidth() != parameters.headWidth()) {
            config.put("partial_rotary_factor", (double) parameters.rotaryWidth() / parameters.headWidth());
        }
    }

    private static double epsilon(Parameters parameters) {
        return parameters.number("attention.layer_norm_epsilon").orElse(1e-5);
    }

    /// A window of 0 is none.
    private static void window(Parameters parameters, Map<String, Object> config) {
        if (parameters.number("attention.sliding_window").orElse(0) != 0) {
            config.put("sliding_window", parameters.size("attention.sliding_window"));
        }
    }

    private static void put(Map<String, Object> config, String key, OptionalDouble value) {
        value.ifPresent(number -> config.put(key, number));
    }
}
