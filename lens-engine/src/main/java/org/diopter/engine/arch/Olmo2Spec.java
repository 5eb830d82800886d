package org.diopter.engine.arch;

import java.util.Optional;
import java.util.Set;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.ModelConfig;

/// OLMo 2: Llama with its norms after attention and MLP, inside the updates, and queries and keys normalised over their whole width.
final class Olmo2Spec implements FamilySpec {
    @Override
    public Family family() {
        return Family.of(
                "OLMo 2",
                Set.of("olmo2"),
                "allenai/OLMo-2-0425-1B, allenai/OLMo-2-1124-7B",
                "as Llama, with norms of the updates in the place of norms before; queries and keys normalised over all heads together");
    }

    @Override
    public Architecture read(Checkpoint checkpoint) {
        ModelConfig config = checkpoint.config();
        Unsupported.refuse(config, "attention_bias", "partial_rotary_factor");
        LlamaLayout layout = LlamaLayout.of(checkpoint, NormStyle.rms(config.number("rms_norm_eps").orElse(1e-5)));
        Rotary rotary = RopeScaling.whole(config, layout.heads().headWidth());
        return layout.architecture("olmo2", layout.blocks(b -> block(layout, b, rotary)), false);
    }

    private static Block block(LlamaLayout layout, int block, Rotary rotary) {
        String at = LlamaLayout.layer(block);
        boolean biased = layout.config().flag("attention_bias").orElse(false);
        return Block.sequential(
                block,
                Norms.after(layout.norm(at + "post_attention_layernorm")),
                new Attention(
                        layout.projections(block, biased),
                        Optional.of(headNorms(layout, LlamaLayout.attention(block))),
                        Optional.of(rotary),
                        Scores.of(layout.heads().headWidth()),
                        layout.output(block, biased)),
                Norms.after(layout.norm(at + "post_feedforward_layernorm")),
                layout.gated(block, false));
    }

    private static HeadNorms headNorms(LlamaLayout layout, String at) {
        return new HeadNorms.Together(
                layout.weights().norm(layout.norms(), at + "q_norm", layout.heads().queries()),
                layout.weights().norm(layout.norms(), at + "k_norm", layout.heads().keys()));
    }
}
