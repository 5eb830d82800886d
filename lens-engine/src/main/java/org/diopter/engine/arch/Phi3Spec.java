package org.diopter.engine.arch;

import java.util.Optional;
import java.util.Set;
import org.diopter.engine.arch.Weights.Size;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.ModelConfig;

/// Phi-3 and Phi-4: Llama with one matrix for queries, keys and values and one for gate and up.
final class Phi3Spec implements FamilySpec {
    @Override
    public Family family() {
        return Family.of(
                "Phi-3, Phi-4",
                Set.of("phi3"),
                "microsoft/Phi-3-mini-4k-instruct, microsoft/Phi-3-mini-128k-instruct, microsoft/Phi-4-mini-instruct",
                "as Llama, with fused q, k, v and fused gate, up; LongRoPE, whose frequencies depend on the prompt's length");
    }

    @Override
    public Architecture read(Checkpoint checkpoint) {
        ModelConfig config = checkpoint.config();
        Unsupported.refuse(config, "partial_rotary_factor");
        LlamaLayout layout = LlamaLayout.of(checkpoint, NormStyle.rms(config.number("rms_norm_eps").orElse(1e-5)));
        int headWidth = layout.heads().headWidth();
        Rotary rotary = RopeScaling.partial(config, headWidth, 1);
        Scores scores = Scores.of(headWidth).within(Windows.width(config, 0));
        return layout.architecture(
                "phi3",
                layout.blocks(b -> layout.preNormed(
                        b,
                        new Attention(
                                projections(layout, b), Optional.empty(), Optional.of(rotary), scores, layout.output(b, false)),
                        mlp(layout, b))),
                false);
    }

    private static Projections projections(LlamaLayout layout, int block) {
        long queries = layout.heads().queries().value();
        long keys = layout.heads().keys().value();
        Size all = new Size("(num_attention_heads + 2 × num_key_value_heads) × head_dim", queries + 2 * keys);
        Linear fused = layout.weights().linear(LlamaLayout.attention(block) + "qkv_proj", all, layout.heads().width(), false);
        return Projections.Fused.inParts(fused, queries, keys);
    }

    private static Mlp mlp(LlamaLayout layout, int block) {
        String at = LlamaLayout.layer(block) + "mlp.";
        Size inner = layout.inner();
        Size both = new Size("2 × intermediate_size", 2 * inner.value());
        return new Mlp.FusedGated(
                layout.weights().linear(at + "gate_up_proj", both, layout.heads().width(), false),
                Outputs.run(0, inner.value()),
                Outputs.run(inner.value(), inner.value()),
                layout.weights().linear(at + "down_proj", layout.heads().width(), inner, false),
                layout.activation());
    }
}
