package org.diopter.engine.arch;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.ModelConfig;

/// StableLM: Llama with layer norms and a quarter of each head rotated; parallel and with normalised heads in its large form.
final class StableLmSpec implements FamilySpec {
    private static final double DEFAULT_SHARE = 0.25;

    @Override
    public Family family() {
        return Family.of(
                "StableLM",
                Set.of("stablelm"),
                "stabilityai/stablelm-2-1_6b, stabilityai/stablelm-3b-4e1t, stabilityai/stablelm-2-12b",
                "as Llama, with layer norms and partial rotation; the 12B is parallel and normalises each head with weights of its own");
    }

    @Override
    public Architecture read(Checkpoint checkpoint) {
        ModelConfig config = checkpoint.config();
        Unsupported.refuse(config, "partial_rotary_factor", "use_qkv_bias", "use_parallel_residual", "qk_layernorm");
        LlamaLayout layout = LlamaLayout.of(checkpoint, NormStyle.layer(config.number("layer_norm_eps").orElse(1e-5)));
        Rotary rotary = RopeScaling.partial(config, layout.heads().headWidth(), DEFAULT_SHARE);
        boolean parallel = config.flag("use_parallel_residual").orElse(false);
        return layout.architecture(
                "stablelm",
                layout.blocks(b -> {
                    Attention attention = attention(layout, b, rotary);
                    return parallel ? parallel(layout, b, attention) : layout.preNormed(b, attention, layout.gated(b, false));
                }),
                false);
    }

    private static Block parallel(LlamaLayout layout, int block, Attention attention) {
        Norm norm = layout.norm(LlamaLayout.layer(block) + "input_layernorm");
        return Block.parallel(block, norm, attention, norm, layout.gated(block, false));
    }

    private static Attention attention(LlamaLayout layout, int block, Rotary rotary) {
        ModelConfig config = layout.config();
        HeadShape heads = layout.heads();
        String at = LlamaLayout.attention(block);
        Optional<HeadNorms> norms = config.flag("qk_layernorm").orElse(false)
                ? Optional.of(new HeadNorms.Own(own(layout, at + "q_layernorm", heads.heads()), own(layout, at + "k_layernorm", heads.kvHeads())))
                : Optional.empty();
        return new Attention(
                layout.projections(block, config.flag("use_qkv_bias").orElse(false)),
                norms,
                Optional.of(rotary),
                Scores.of(heads.headWidth()),
                layout.output(block, false));
    }

    private static List<Norm> own(LlamaLayout layout, String name, int heads) {
        NormStyle style = new NormStyle(Norm.Kind.LAYER, layout.norms().epsilon(), false);
        return IntStream.range(0, heads)
                .mapToObj(head -> layout.weights().norm(style, name + ".norms." + head, layout.heads().head()))
                .toList();
    }
}
