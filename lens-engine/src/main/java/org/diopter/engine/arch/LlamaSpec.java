package org.diopter.engine.arch;

import java.util.Set;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.ModelConfig;

/// Llama: RMS norms, rotary positions, grouped key/value heads, gated MLP.
final class LlamaSpec implements FamilySpec {
    @Override
    public Family family() {
        return Family.of(
                "Llama 1–3",
                Set.of("llama"),
                "meta-llama/Llama-3.2-1B, HuggingFaceTB/SmolLM2-135M, TinyLlama/TinyLlama-1.1B",
                "RMS norms, rotary positions, grouped heads, gated MLP; every rope scaling");
    }

    @Override
    public Architecture read(Checkpoint checkpoint) {
        ModelConfig config = checkpoint.config();
        Unsupported.refuse(config, "attention_bias", "mlp_bias", "partial_rotary_factor");
        LlamaLayout layout = LlamaLayout.of(checkpoint, NormStyle.rms(config.number("rms_norm_eps").orElse(1e-6)));
        boolean attentionBias = config.flag("attention_bias").orElse(false);
        boolean mlpBias = config.flag("mlp_bias").orElse(false);
        int headWidth = layout.heads().headWidth();
        Rotary rotary = RopeScaling.whole(config, headWidth);
        return layout.architecture(
                "llama",
                layout.blocks(b -> layout.preNormed(
                        b, layout.plainAttention(b, attentionBias, rotary, Scores.of(headWidth)), layout.gated(b, mlpBias))),
                false);
    }
}
