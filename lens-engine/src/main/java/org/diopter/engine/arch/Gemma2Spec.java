package org.diopter.engine.arch;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntPredicate;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.ModelConfig;

/// Gemma 2: Gemma with norms before and after each part, capped scores and logits, and a window in every other block.
final class Gemma2Spec implements FamilySpec {
    private static final int DEFAULT_HEAD = 256;
    private static final int DEFAULT_WINDOW = 4096;
    private static final double DEFAULT_QUERY_SCALAR = 256;
    private static final double DEFAULT_SCORE_CAP = 50;
    private static final double DEFAULT_LOGIT_CAP = 30;

    @Override
    public Family family() {
        return Family.of(
                "Gemma 2",
                Set.of("gemma2"),
                "google/gemma-2-2b, google/gemma-2-9b",
                "as Gemma, with norms after each part too, soft-capped scores and logits, a window in every other block");
    }

    @Override
    public Architecture read(Checkpoint checkpoint) {
        ModelConfig config = checkpoint.config();
        Unsupported.refuse(
                config,
                "attention_bias",
                "layer_types",
                "partial_rotary_factor",
                "query_pre_attn_scalar",
                "attn_logit_softcapping",
                "final_logit_softcapping");
        GemmaLayout layout = new GemmaLayout(LlamaLayout.of(
                checkpoint,
                HeadShape.grouped(config, DEFAULT_HEAD),
                NormStyle.rmsOnePlus(config.number("rms_norm_eps").orElse(1e-6)),
                LlamaLayout.activation(config, "gelu_pytorch_tanh", "hidden_activation")));
        Rotary rotary = RopeScaling.whole(config, layout.llama().heads().headWidth());
        Scores scores = GemmaLayout.scores(config, DEFAULT_QUERY_SCALAR).capped(cap(config, "attn_logit_softcapping", DEFAULT_SCORE_CAP));
        int window = Windows.width(config, DEFAULT_WINDOW);
        IntPredicate sliding = LayerTypes.sliding(config, layout.llama().layers(), b -> b % 2 == 0);
        return layout.architecture(
                "gemma2",
                b -> layout.block(b, Optional.empty(), rotary, scores.within(sliding.test(b) ? window : 0)),
                cap(config, "final_logit_softcapping", DEFAULT_LOGIT_CAP));
    }

    private static OptionalDouble cap(ModelConfig config, String key, double byDefault) {
        return config.keys().contains(key) ? config.number(key) : OptionalDouble.of(byDefault);
    }
}
