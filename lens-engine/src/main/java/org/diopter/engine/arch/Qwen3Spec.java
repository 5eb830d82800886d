package org.diopter.engine.arch;

import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.ModelConfig;

/// Qwen 3: Llama with normalised queries and keys.
final class Qwen3Spec implements FamilySpec {
    private static final int DEFAULT_HEAD = 128;

    @Override
    public Family family() {
        return Family.of(
                "Qwen 3",
                Set.of("qwen3"),
                "Qwen/Qwen3-0.6B, Qwen/Qwen3-1.7B-Base",
                "as Llama, with each head's queries and keys normalised");
    }

    @Override
    public Architecture read(Checkpoint checkpoint) {
        ModelConfig config = checkpoint.config();
        Unsupported.refuse(config, "attention_bias", "layer_types", "partial_rotary_factor");
        LlamaLayout layout = LlamaLayout.of(
                checkpoint,
                HeadShape.grouped(config, DEFAULT_HEAD),
                NormStyle.rms(config.number("rms_norm_eps").orElse(1e-6)),
                LlamaLayout.activation(config, "silu", "hidden_act"));
        boolean biased = config.flag("attention_bias").orElse(false);
        int headWidth = layout.heads().headWidth();
        Rotary rotary = RopeScaling.whole(config, headWidth);
        IntUnaryOperator windows = QwenWindows.read(config, layout.layers());
        return layout.architecture(
                "qwen3",
                layout.blocks(b -> layout.preNormed(
                        b,
                        new Attention(
                                layout.projections(b, biased),
                                Optional.of(layout.headNorms(b)),
                                Optional.of(rotary),
                                Scores.of(headWidth).within(windows.applyAsInt(b)),
                                layout.output(b, biased)),
                        layout.gated(b, false))),
                false);
    }
}
