package org.diopter.engine.arch;

import java.util.Set;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.ModelConfig;

/// Gemma: Llama with norms that multiply by 1 + w and an embedding times √width.
final class GemmaSpec implements FamilySpec {
    private static final int DEFAULT_HEAD = 256;

    @Override
    public Family family() {
        return Family.of(
                "Gemma",
                Set.of("gemma"),
                "google/gemma-2b, google/gemma-7b",
                "norms multiply by 1 + w, the embedding is scaled by √width, tied head");
    }

    @Override
    public Architecture read(Checkpoint checkpoint) {
        ModelConfig config = checkpoint.config();
        Unsupported.refuse(config, "attention_bias", "partial_rotary_factor");
        LlamaLayout layout = LlamaLayout.of(
                checkpoint,
                HeadShape.grouped(config, DEFAULT_HEAD),
                NormStyle.rmsOnePlus(config.number("rms_norm_eps").orElse(1e-6)),
                activation(config));
        boolean biased = config.flag("attention_bias").orElse(false);
        int headWidth = layout.heads().headWidth();
        Rotary rotary = RopeScaling.whole(config, headWidth);
        TiedPair ends = layout.ends(true);
        return layout.architecture(
                "gemma",
                layout.blocks(b ->
                        layout.preNormed(b, layout.plainAttention(b, biased, rotary, Scores.of(headWidth)), layout.gated(b, false))),
                Embedding.scaled(ends.embedding(), Math.sqrt((double) layout.heads().width().value())),
                layout.unembedding(ends));
    }

    /// Early files say `gelu` and mean the tanh form, which the models were trained with.
    private static Activation activation(ModelConfig config) {
        Activation named = LlamaLayout.activation(config, "gelu_pytorch_tanh", "hidden_act");
        return named == Activation.GELU_ERF ? Activation.GELU_TANH : named;
    }
}
