package org.diopter.model.checkpoint.gguf;

import java.util.Map;
import java.util.Set;

/// One architecture of llama.cpp in the terms of Hugging Face: names, configuration and what conversion had changed.
///
/// @param block what stands before a block's number in Hugging Face's names, such as `model.layers.`
/// @param inBlock from the file's name of a part (`attn_q`) to Hugging Face's (`self_attn.q_proj`)
/// @param outside the same for what is in no block, whole names
/// @param config writes `config.json`
/// @param changes how a part differs
/// @param scales keys of [#SCALES] that the configuration makes use of
record Layout(
        String block, Map<String, String> inBlock, Map<String, String> outside, ConfigWriter config, Changes changes, Set<String> scales) {
    /// Keys that change the mathematics wherever they appear with another value than 0 or false.
    static final Set<String> SCALES = Set.of(
            "expert_count", "attention.clamp_kqv", "attention.scale", "logit_scale", "residual_scale", "embedding_scale",
            "attn_logit_softcapping", "final_logit_softcapping", "attention.max_alibi_bias", "attention.kv_lora_rank", "ssm.state_size");

    /// Writes the keys of a configuration.
    @FunctionalInterface
    interface ConfigWriter {
        void write(Parameters parameters, Map<String, Object> config);
    }

    /// What conversion to GGUF did to a part.
    @FunctionalInterface
    interface Changes {
        /// Nothing.
        Changes NONE = (part, parameters) -> Change.NONE;

        Change of(String part, Parameters parameters);
    }

    /// A change, as it is undone.
    ///
    /// @param order which row of the file is which
    /// @param transposed whether a matrix's rows and columns are exchanged
    /// @param added to every value
    record Change(RowOrder order, boolean transposed, float added) {
        static final Change NONE = new Change(RowOrder.SAME, false, 0);
        static final Change TRANSPOSED = new Change(RowOrder.SAME, true, 0);
        /// Gemma's norms multiply by 1 + w; files hold the sum.
        static final Change WITHOUT_ONE = new Change(RowOrder.SAME, false, -1);

        static Change ordered(RowOrder order) {
            return new Change(order, false, 0);
        }
    }
}
