package org.diopter.engine.arch;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import org.diopter.model.checkpoint.ModelConfig;

/// What Gemma 2 and 3 share: norms before and after each part, where `post_attention_layernorm` is inside the update and not the MLP's.
///
/// @param llama the names they took over
record GemmaLayout(LlamaLayout llama) {
    /// Scores divided by √`query_pre_attn_scalar`, which is not always the heads' width.
    static Scores scores(ModelConfig config, double queryScalar) {
        return Scores.scaled(1 / Math.sqrt(config.number("query_pre_attn_scalar").orElse(queryScalar)));
    }

    Block block(int block, Optional<HeadNorms> norms, Rotary rotary, Scores scores) {
        String at = LlamaLayout.layer(block);
        boolean biased = llama.config().flag("attention_bias").orElse(false);
        return Block.sequential(
                block,
                Norms.around(llama.norm(at + "input_layernorm"), llama.norm(at + "post_attention_layernorm")),
                new Attention(llama.projections(block, biased), norms, Optional.of(rotary), scores, llama.output(block, biased)),
                Norms.around(llama.norm(at + "pre_feedforward_layernorm"), llama.norm(at + "post_feedforward_layernorm")),
                llama.gated(block, false));
    }

    Architecture architecture(String family, IntFunction<Block> block, OptionalDouble logitCap) {
        TiedPair ends = llama.ends(true);
        return llama.architecture(
                family,
                llama.blocks(block),
                Embedding.scaled(ends.embedding(), Math.sqrt((double) llama.heads().width().value())),
                llama.unembedding(ends).capped(logitCap));
    }
}
