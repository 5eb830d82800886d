package org.diopter.engine.arch;

import java.util.Set;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.ModelConfig;

/// StarCoder2: Llama's attention with layer norms, biases everywhere and a plain MLP.
final class Starcoder2Spec implements FamilySpec {
    @Override
    public Family family() {
        return Family.of(
                "StarCoder2",
                Set.of("starcoder2"),
                "bigcode/starcoder2-3b, bigcode/starcoder2-7b",
                "grouped heads and rotary positions as Llama; layer norms, biases, plain MLP, sliding window");
    }

    @Override
    public Architecture read(Checkpoint checkpoint) {
        ModelConfig config = checkpoint.config();
        Unsupported.refuse(config, "partial_rotary_factor");
        LlamaLayout layout = LlamaLayout.of(
                checkpoint,
                HeadShape.grouped(config),
                NormStyle.layer(config.number("norm_epsilon").orElse(1e-5)),
                LlamaLayout.activation(config, "gelu_pytorch_tanh", "hidden_act"));
        boolean biased = config.flag("use_bias").orElse(true);
        int headWidth = layout.heads().headWidth();
        Rotary rotary = RopeScaling.whole(config, headWidth);
        Scores scores = Scores.of(headWidth).within(Windows.width(config, 0));
        return layout.architecture(
                "starcoder2",
                layout.blocks(b -> layout.preNormed(b, layout.plainAttention(b, biased, rotary, scores), mlp(layout, b, biased))),
                true);
    }

    private static Mlp mlp(LlamaLayout layout, int block, boolean biased) {
        String at = LlamaLayout.layer(block) + "mlp.";
        return new Mlp.Plain(
                layout.weights().linear(at + "c_fc", layout.inner(), layout.heads().width(), biased),
                layout.weights().linear(at + "c_proj", layout.heads().width(), layout.inner(), biased),
                layout.activation());
    }
}
