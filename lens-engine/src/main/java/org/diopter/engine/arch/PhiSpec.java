package org.diopter.engine.arch;

import java.util.Optional;
import java.util.Set;
import org.diopter.engine.arch.Weights.Size;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.ModelConfig;

/// Phi-1, 1.5 and 2: attention and MLP side by side after one layer norm, biases everywhere, also in the head.
final class PhiSpec implements FamilySpec {
    private static final double DEFAULT_SHARE = 0.5;

    @Override
    public Family family() {
        return Family.of(
                "Phi-1, 1.5, 2",
                Set.of("phi"),
                "microsoft/phi-1_5, microsoft/phi-2",
                "parallel attention and MLP after one norm, partial rotation, biases everywhere, also in the head");
    }

    @Override
    public Architecture read(Checkpoint checkpoint) {
        ModelConfig config = checkpoint.config();
        Unsupported.refuse(config, "partial_rotary_factor", "qk_layernorm");
        NormStyle norms = NormStyle.layer(config.number("layer_norm_eps").orElse(1e-5));
        HeadShape heads = HeadShape.grouped(config);
        Weights weights = Weights.under(checkpoint, "final_layernorm.weight", "model.", "");
        LlamaLayout layout = new LlamaLayout(
                config,
                weights,
                heads,
                new Size("vocab_size", config.positive("vocab_size")),
                RopeScaling.context(config),
                norms,
                LlamaLayout.activation(config, "gelu_new", "hidden_act"));
        Rotary rotary = RopeScaling.partial(config, heads.headWidth(), DEFAULT_SHARE);
        TiedPair ends = layout.ends(false);
        Linear head = new Linear(ends.head(), true, Optional.of(weights.fitting(checkpoint.tensor("lm_head.bias"), layout.vocabulary())));
        return layout.architecture(
                "phi",
                layout.blocks(b -> block(layout, b, rotary)),
                Embedding.of(ends.embedding()),
                Unembedding.of(layout.norm("final_layernorm"), head, ends.tied()));
    }

    private static Block block(LlamaLayout layout, int block, Rotary rotary) {
        HeadShape heads = layout.heads();
        String at = LlamaLayout.layer(block);
        Norm norm = layout.norm(at + "input_layernorm");
        return Block.parallel(
                block,
                norm,
                new Attention(
                        layout.projections(block, true),
                        headNorms(layout, LlamaLayout.attention(block)),
                        Optional.of(rotary),
                        Scores.of(heads.headWidth()),
                        layout.weights().linear(at + "self_attn.dense", heads.width(), heads.queries(), true)),
                norm,
                new Mlp.Plain(
                        layout.weights().linear(at + "mlp.fc1", layout.inner(), heads.width(), true),
                        layout.weights().linear(at + "mlp.fc2", heads.width(), layout.inner(), true),
                        layout.activation()));
    }

    private static Optional<HeadNorms> headNorms(LlamaLayout layout, String at) {
        if (!layout.config().flag("qk_layernorm").orElse(false)) {
            return Optional.empty();
        }
        Size head = layout.heads().head();
        return Optional.of(new HeadNorms.Shared(
                layout.weights().norm(layout.norms(), at + "q_layernorm", head),
                layout.weights().norm(layout.norms(), at + "k_layernorm", head)));
    }
}
