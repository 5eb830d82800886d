package org.diopter.engine.arch;

import java.util.Set;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.ModelConfig;

/// Mistral: Llama with a sliding window in every block.
final class MistralSpec implements FamilySpec {
    private static final int DEFAULT_WINDOW = 4096;

    @Override
    public Family family() {
        return Family.of(
                "Mistral",
                Set.of("mistral"),
                "mistralai/Mistral-7B-v0.1, mistralai/Mistral-7B-v0.3",
                "as Llama, with a sliding window over the keys where `sliding_window` is set");
    }

    @Override
    public Architecture read(Checkpoint checkpoint) {
        ModelConfig config = checkpoint.config();
        Unsupported.refuse(config, "partial_rotary_factor");
        LlamaLayout layout = LlamaLayout.of(checkpoint, NormStyle.rms(config.number("rms_norm_eps").orElse(1e-6)));
        int headWidth = layout.heads().headWidth();
        Rotary rotary = RopeScaling.whole(config, headWidth);
        Scores scores = Scores.of(headWidth).within(Windows.width(config, DEFAULT_WINDOW));
        return layout.architecture(
                "mistral",
                layout.blocks(b -> layout.preNormed(b, layout.plainAttention(b, false, rotary, scores), layout.gated(b, false))),
                false);
    }
}
