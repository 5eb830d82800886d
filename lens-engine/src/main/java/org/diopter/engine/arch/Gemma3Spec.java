package org.diopter.engine.arch;

import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.diopter.engine.arch.Weights.Size;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.ModelConfig;

/// Gemma 3's text model, alone or inside a checkpoint that reads images too: Gemma 2 with normalised queries and keys in the place of the caps, five
/// blocks with a window to one without, and a rotation of its own for each kind.
final class Gemma3Spec implements FamilySpec {
    private static final int DEFAULT_HEADS = 8;
    private static final int DEFAULT_KV_HEADS = 4;
    private static final int DEFAULT_HEAD = 256;
    private static final int DEFAULT_VOCABULARY = 262_208;
    private static final int DEFAULT_CONTEXT = 131_072;
    private static final int DEFAULT_WINDOW = 4096;
    private static final int DEFAULT_PATTERN = 6;
    private static final double DEFAULT_QUERY_SCALAR = 256;
    private static final double GLOBAL_THETA = 1_000_000;
    private static final double LOCAL_THETA = 10_000;

    @Override
    public Family family() {
        return Family.of(
                "Gemma 3",
                Set.of("gemma3", "gemma3_text"),
                "google/gemma-3-270m, google/gemma-3-1b-pt, the text of google/gemma-3-4b-pt",
                "as Gemma 2 without caps; normalised queries and keys, five windowed blocks to one full, two rotations");
    }

    @Override
    public Architecture read(Checkpoint checkpoint) {
        ModelConfig config = checkpoint.config().object("text_config").orElse(checkpoint.config());
        Unsupported.refuse(
                config, "attention_bias", "layer_types", "partial_rotary_factor", "query_pre_attn_scalar", "final_logit_softcapping");
        HeadShape heads = new HeadShape(
                new Size("hidden_size", config.positive("hidden_size")),
                config.optionalPositive("num_attention_heads").orElse(DEFAULT_HEADS),
                config.optionalPositive("num_key_value_heads").orElse(DEFAULT_KV_HEADS),
                config.optionalPositive("head_dim").orElse(DEFAULT_HEAD));
        GemmaLayout layout = new GemmaLayout(new LlamaLayout(
                config,
                LlamaLayout.weights(checkpoint),
                heads,
                new Size("vocab_size", config.optionalPositive("vocab_size").orElse(DEFAULT_VOCABULARY)),
                config.optionalPositive("max_position_embeddings").orElse(DEFAULT_CONTEXT),
                NormStyle.rmsOnePlus(config.number("rms_norm_eps").orElse(1e-6)),
                LlamaLayout.activation(config, "gelu_pytorch_tanh", "hidden_activation")));
        Rotary full = rotary(config, LayerTypes.FULL, "rope_theta", GLOBAL_THETA, config.object("rope_scaling"), heads.headWidth());
        Rotary local = rotary(config, LayerTypes.SLIDING, "rope_local_base_freq", LOCAL_THETA, Optional.empty(), heads.headWidth());
        Scores scores = GemmaLayout.scores(config, DEFAULT_QUERY_SCALAR);
        int window = Windows.width(config, DEFAULT_WINDOW);
        int pattern = config.optionalPositive("sliding_window_pattern", "_sliding_window_pattern").orElse(DEFAULT_PATTERN);
        IntPredicate sliding = LayerTypes.sliding(config, layout.llama().layers(), b -> (b + 1) % pattern != 0);
        return layout.architecture(
                "gemma3",
                b -> layout.block(
                        b,
                        Optional.of(layout.llama().headNorms(b)),
                        sliding.test(b) ? local : full,
                        scores.within(sliding.test(b) ? window : 0)),
                config.number("final_logit_softcapping"));
    }

    /// Files of transformers 5 have a dictionary for each kind of block, older ones two thetas and a scaling of the full blocks.
    private static Rotary rotary(
            ModelConfig config, String type, String olderTheta, double byDefault, Optional<ModelConfig> olderScaling, int headWidth) {
        Optional<ModelConfig> newer = config.object("rope_parameters").flatMap(all -> all.object(type));
        double theta = RopeScaling.theta(newer, config, byDefault, olderTheta);
        return new RopeScaling(config, newer.or(() -> olderScaling), theta, RopeScaling.turning(headWidth, 1)).read();
    }
}
