package org.diopter.engine.arch;

import java.util.Set;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.ModelConfig;

/// Granite: Llama with four multipliers, of the embedding, the scores, the updates and the logits.
final class GraniteSpec implements FamilySpec {
    @Override
    public Family family() {
        return Family.of(
                "Granite",
                Set.of("granite"),
                "ibm-granite/granite-3.3-2b-base, ibm-granite/granite-3.0-8b-base",
                "as Llama, with multipliers on embedding, scores, updates and logits");
    }

    @Override
    public Architecture read(Checkpoint checkpoint) {
        ModelConfig config = checkpoint.config();
        Unsupported.refuse(
                config,
                "attention_bias",
                "mlp_bias",
                "partial_rotary_factor",
                "attention_multiplier",
                "residual_multiplier",
                "embedding_multiplier",
                "logits_scaling");
        LlamaLayout layout = LlamaLayout.of(checkpoint, NormStyle.rms(config.number("rms_norm_eps").orElse(1e-6)));
        Rotary rotary = RopeScaling.whole(config, layout.heads().headWidth());
        TiedPair ends = layout.ends(false);
        return layout.architecture(
                "granite",
                layout.blocks(b -> block(layout, b, rotary)),
                Embedding.scaled(ends.embedding(), config.number("embedding_multiplier").orElse(1)),
                layout.unembedding(ends).multiplied(1 / config.number("logits_scaling").orElse(1)));
    }

    private static Block block(LlamaLayout layout, int block, Rotary rotary) {
        ModelConfig config = layout.config();
        Scores scores = Scores.scaled(config.number("attention_multiplier").orElse(1));
        Block plain = layout.preNormed(
                block,
                layout.plainAttention(block, config.flag("attention_bias").orElse(false), rotary, scores),
                layout.gated(block, config.flag("mlp_bias").orElse(false)));
        return plain.multiplied(config.number("residual_multiplier").orElse(1));
    }
}
