package org.diopter.engine.arch;

import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.ModelConfig;

/// Qwen 2 and 2.5: Llama with biases on queries, keys and values.
final class Qwen2Spec implements FamilySpec {
    @Override
    public Family family() {
        return Family.of(
                "Qwen 2, 2.5",
                Set.of("qwen2"),
                "Qwen/Qwen2-0.5B, Qwen/Qwen2.5-1.5B",
                "as Llama, with biases on q, k and v; windows in the upper blocks if `use_sliding_window`");
    }

    @Override
    public Architecture read(Checkpoint checkpoint) {
        ModelConfig config = checkpoint.config();
        Unsupported.refuse(config, "attention_bias", "layer_types", "partial_rotary_factor");
        LlamaLayout layout = LlamaLayout.of(checkpoint, NormStyle.rms(config.number("rms_norm_eps").orElse(1e-6)));
        int headWidth = layout.heads().headWidth();
        Rotary rotary = RopeScaling.whole(config, headWidth);
        IntUnaryOperator windows = QwenWindows.read(config, layout.layers());
        return layout.architecture(
                "qwen2",
                layout.blocks(b -> layout.preNormed(
                        b,
                        new Attention(
                                layout.projections(b, true),
                                Optional.empty(),
                                Optional.of(rotary),
                                Scores.of(headWidth).within(windows.applyAsInt(b)),
                                layout.output(b, false)),
                        layout.gated(b, false))),
                false);
    }
}
