package org.diopter.model.checkpoint.gguf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.diopter.model.checkpoint.gguf.Layout.Change;
import org.diopter.model.checkpoint.gguf.Layout.Changes;

/// The architectures that can be opened, by the value of `general.architecture`.
final class Layouts {
    private static final Map<String, String> ATTENTION = Map.of(
            "attn_q", "self_attn.q_proj",
            "attn_k", "self_attn.k_proj",
            "attn_v", "self_attn.v_proj",
            "attn_output", "self_attn.o_proj");
    private static final Map<String, String> GATED = Map.of(
            "ffn_gate", "mlp.gate_proj",
            "ffn_up", "mlp.up_proj",
            "ffn_down", "mlp.down_proj");
    private static final Map<String, String> TWO_NORMS = Map.of("attn_norm", "input_layernorm", "ffn_norm", "post_attention_layernorm");
    private static final Map<String, String> QUERY_KEY_NORMS = Map.of("attn_q_norm", "self_attn.q_norm", "attn_k_norm", "self_attn.k_norm");
    private static final Map<String, String> FOUR_NORMS = Map.of(
            "attn_norm", "input_layernorm",
            "post_attention_norm", "post_attention_layernorm",
            "ffn_norm", "pre_feedforward_layernorm",
            "post_ffw_norm", "post_feedforward_layernorm");
    private static final Map<String, String> OUTSIDE =
            Map.of("token_embd", "model.embed_tokens", "output_norm", "model.norm", "output", "lm_head");

    private static final Map<String, Layout> ALL = all();

    private Layouts() {}

    static Optional<Layout> find(String architecture) {
        return Optional.ofNullable(ALL.get(architecture));
    }

    /// All names, for people.
    static String list() {
        return String.join(", ", ALL.keySet());
    }

    private static Map<String, Layout> all() {
        Map<String, Layout> all = new TreeMap<>();
        all.put("llama", llamaLike(Configs::llama, rotaryPairs(), Set.of(), TWO_NORMS));
        all.put("granite", llamaLike(
                Configs::granite, rotaryPairs(), Set.of("attention.scale", "logit_scale", "residual_scale", "embedding_scale"), TWO_NORMS));
        all.put("qwen2", llamaLike(Configs::qwen2, Changes.NONE, Set.of(), TWO_NORMS));
        all.put("qwen3", llamaLike(Configs::qwen3, Changes.NONE, Set.of(), TWO_NORMS, QUERY_KEY_NORMS));
        all.put("gemma", llamaLike(Configs::gemma, normsWithoutOne(), Set.of(), TWO_NORMS));
        all.put("gemma2", llamaLike(
                Configs::gemma2, normsWithoutOne(), Set.of("attn_logit_softcapping", "final_logit_softcapping"), FOUR_NORMS));
        all.put("gemma3", llamaLike(Configs::gemma3, normsWithoutOne(), Set.of("final_logit_softcapping"), FOUR_NORMS, QUERY_KEY_NORMS));
        all.put("olmo2", llamaLike(Configs::olmo2, Changes.NONE, Set.of(), QUERY_KEY_NORMS,
                Map.of("post_attention_norm", "post_attention_layernorm", "post_ffw_norm", "post_feedforward_layernorm")));
        all.put("stablelm", llamaLike(Configs::stablelm, Changes.NONE, Set.of(), TWO_NORMS));
        all.put("phi3", new Layout("model.layers.",
                joined(TWO_NORMS, Map.of(
                        "attn_qkv", "self_attn.qkv_proj", "attn_output", "self_attn.o_proj", "ffn_up", "mlp.gate_up_proj", "ffn_down", "mlp.down_proj")),
                OUTSIDE, Configs::phi3, Changes.NONE, Set.of()));
        all.put("phi2", new Layout("model.layers.",
                joined(ATTENTION, Map.of(
                        "attn_norm", "input_layernorm", "attn_output", "self_attn.dense", "ffn_up", "mlp.fc1", "ffn_down", "mlp.fc2")),
                joined(OUTSIDE, Map.of("output_norm", "model.final_layernorm")),
                Configs::phi2, Changes.NONE, Set.of()));
        all.put("starcoder2", new Layout("model.layers.",
                joined(ATTENTION, TWO_NORMS, Map.of("ffn_up", "mlp.c_fc", "ffn_down", "mlp.c_proj")),
                OUTSIDE, Configs::starcoder2, Changes.NONE, Set.of()));
        all.put("gpt2", new Layout("transformer.h.",
                Map.of("attn_norm", "ln_1", "attn_qkv", "attn.c_attn", "attn_output", "attn.c_proj",
                        "ffn_norm", "ln_2", "ffn_up", "mlp.c_fc", "ffn_down", "mlp.c_proj"),
                Map.of("token_embd", "transformer.wte", "position_embd", "transformer.wpe", "output_norm", "transformer.ln_f", "output", "lm_head"),
                Configs::gpt2, matricesTransposed(), Set.of()));
        all.put("gptneox", new Layout("gpt_neox.layers.",
                joined(TWO_NORMS, Map.of("attn_qkv", "attention.query_key_value", "attn_output", "attention.dense",
                        "ffn_up", "mlp.dense_h_to_4h", "ffn_down", "mlp.dense_4h_to_h")),
                Map.of("token_embd", "gpt_neox.embed_in", "output_norm", "gpt_neox.final_layer_norm", "output", "embed_out"),
                Configs::gptneox, threeByHead(), Set.of()));
        all.put("bloom", new Layout("transformer.h.",
                joined(TWO_NORMS, Map.of("attn_qkv", "self_attention.query_key_value", "attn_output", "self_attention.dense",
                        "ffn_up", "mlp.dense_h_to_4h", "ffn_down", "mlp.dense_4h_to_h")),
                Map.of("token_embd", "transformer.word_embeddings", "token_embd_norm", "transformer.word_embeddings_layernorm",
                        "output_norm", "transformer.ln_f", "output", "lm_head"),
                Configs::bloom, threeByHead(), Set.of("attention.max_alibi_bias")));
        return all;
    }

    @SafeVarargs
    private static Layout llamaLike(Layout.ConfigWriter config, Changes changes, Set<String> scales, Map<String, String>... others) {
        Map<String, String> inBlock = joined(others);
        inBlock.putAll(joined(ATTENTION, GATED));
        return new Layout("model.layers.", inBlock, OUTSIDE, config, changes, scales);
    }

    /// Later names win.
    @SafeVarargs
    private static Map<String, String> joined(Map<String, String>... maps) {
        Map<String, String> joined = new LinkedHashMap<>();
        List.of(maps).forEach(joined::putAll);
        return joined;
    }

    /// Rotary pairs stand side by side in the rows of queries and keys.
    private static Changes rotaryPairs() {
        return (part, parameters) -> part.equals("attn_q") || part.equals("attn_k")
                ? Change.ordered(RowOrder.halves(parameters.headWidth()))
                : Change.NONE;
    }

    private static Changes normsWithoutOne() {
        return (part, parameters) -> part.endsWith("norm") ? Change.WITHOUT_ONE : Change.NONE;
    }

    /// Hugging Face keeps GPT-2's matrices [in, out].
    private static Changes matricesTransposed() {
        Set<String> matrices = Set.of("attn_qkv", "attn_output", "ffn_up", "ffn_down");
        return (part, parameters) -> matrices.contains(part) ? Change.TRANSPOSED : Change.NONE;
    }

    private static Changes threeByHead() {
        return (part, parameters) -> part.equals("attn_qkv")
                ? Change.ordered(RowOrder.threeByHead(parameters.heads(), parameters.headWidth()))
                : Change.NONE;
    }
}
