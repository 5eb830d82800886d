package org.diopter.model.checkpoint.gguf;

import java.util.List;
import org.diopter.model.testing.GgufWriter;

/// Models of a few values, for what does not depend on the values.
public final class SmallGguf {
    private SmallGguf() {}

    /// One block of width 8, two heads of width 4 on one, with a vocabulary.
    public static GgufWriter llama() {
        GgufWriter writer = sizes("llama")
                .key("llama.rope.freq_base", 5000f)
                .key("llama.attention.layer_norm_rms_epsilon", 1e-5f)
                .key("tokenizer.ggml.model", "gpt2")
                .key("tokenizer.ggml.pre", "smollm")
                .key("tokenizer.ggml.tokens", List.of("<|end|>", "a", "b", "ab", "Ġ"))
                .key("tokenizer.ggml.token_type", new int[] {3, 1, 1, 1, 1})
                .key("tokenizer.ggml.merges", List.of("a b"))
                .key("tokenizer.ggml.bos_token_id", 0)
                .key("tokenizer.ggml.add_bos_token", false);
        return block(writer.floats("token_embd.weight", 0.5f, 5, 8))
                .floats("output.weight", 0.25f, 5, 8)
                .floats("output_norm.weight", 1, 8);
    }

    /// The sizes that every architecture has.
    public static GgufWriter sizes(String architecture) {
        return GgufWriter.of(architecture)
                .key(architecture + ".block_count", 1)
                .key(architecture + ".context_length", 64)
                .key(architecture + ".embedding_length", 8)
                .key(architecture + ".feed_forward_length", 6)
                .key(architecture + ".attention.head_count", 2)
                .key(architecture + ".attention.head_count_kv", 1);
    }

    /// Block 0 with separate projections and a gated MLP.
    public static GgufWriter block(GgufWriter writer) {
        return writer.floats("blk.0.attn_norm.weight", 1, 8)
                .floats("blk.0.attn_q.weight", 1, 8, 8)
                .floats("blk.0.attn_k.weight", 1, 4, 8)
                .floats("blk.0.attn_v.weight", 1, 4, 8)
                .floats("blk.0.attn_output.weight", 1, 8, 8)
                .floats("blk.0.ffn_norm.weight", 1, 8)
                .floats("blk.0.ffn_gate.weight", 1, 6, 8)
                .floats("blk.0.ffn_up.weight", 1, 6, 8)
                .floats("blk.0.ffn_down.weight", 1, 8, 6);
    }
}
