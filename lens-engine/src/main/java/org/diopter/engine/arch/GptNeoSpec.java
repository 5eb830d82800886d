package org.diopter.engine.arch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.diopter.engine.arch.Weights.Size;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.ModelConfig;

/// GPT-Neo: GPT-2 with separate projections stored [out, in], scores that are not scaled, and a window in every other block.
final class GptNeoSpec implements FamilySpec {
    private static final int DEFAULT_INNER_FACTOR = 4;
    private static final int DEFAULT_WINDOW = 256;

    @Override
    public Family family() {
        return Family.of(
                "GPT-Neo",
                Set.of("gpt_neo"),
                "EleutherAI/gpt-neo-125m, roneneldan/TinyStories-33M",
                "as GPT-2, with unscaled scores and a window in every other block (`attention_types`)");
    }

    @Override
    public Architecture read(Checkpoint checkpoint) {
        ModelConfig config = checkpoint.config();
        Unsupported.refuse(config);
        HeadShape heads =
                HeadShape.even(new Size("hidden_size", config.positive("hidden_size")), config.positive("num_heads", "num_attention_heads"));
        Size vocabulary = new Size("vocab_size", config.positive("vocab_size"));
        Size context = new Size("max_position_embeddings", config.positive("max_position_embeddings"));
        NormStyle norms = NormStyle.layer(config.number("layer_norm_epsilon").orElse(1e-5));
        Weights weights = Weights.under(checkpoint, "wte.weight", "transformer.", "");
        List<Integer> windows = windows(config, config.positive("num_layers", "num_hidden_layers"));
        List<Block> blocks = IntStream.range(0, windows.size())
                .mapToObj(b -> block(b, config, weights, heads, norms, windows.get(b)))
                .toList();
        boolean tied = config.flag("tie_word_embeddings").orElse(true);
        TiedPair ends = TiedPair.read(weights, "wte.weight", List.of("lm_head.weight"), tied, vocabulary, heads.width());
        Embedding.Positions positions = new Embedding.Positions(weights.tensor("wpe.weight", context, heads.width()), 0);
        return heads.architecture(
                "gpt_neo",
                vocabulary,
                (int) context.value(),
                Embedding.of(ends.embedding()).with(positions),
                blocks,
                Unembedding.of(weights.norm(norms, "ln_f", heads.width()), ends.plainHead(), ends.tied()));
    }

    private static Block block(int b, ModelConfig config, Weights weights, HeadShape heads, NormStyle norms, int window) {
        String at = "h." + b + ".";
        String attention = at + "attn.attention.";
        Size d = heads.width();
        Size inner = new Size("intermediate_size", config.optionalPositive("intermediate_size").orElse(DEFAULT_INNER_FACTOR * (int) d.value()));
        return Block.sequential(
                b,
                Norms.before(weights.norm(norms, at + "ln_1", d)),
                new Attention(
                        new Projections.Separate(
                                weights.linear(attention + "q_proj", d, d, false),
                                weights.linear(attention + "k_proj", d, d, false),
                                weights.linear(attention + "v_proj", d, d, false)),
                        Optional.empty(),
                        Optional.empty(),
                        Scores.scaled(1).within(window),
                        weights.linear(attention + "out_proj", d, d, true)),
                Norms.before(weights.norm(norms, at + "ln_2", d)),
                new Mlp.Plain(
                        weights.linear(at + "mlp.c_fc", inner, d, true),
                        weights.linear(at + "mlp.c_proj", d, inner, true),
                        Activation.of(config.string("activation_function").orElse("gelu_new"))));
    }

    /// One window a block, 0 for none: `attention_layers` names them one by one, `attention_types` as lists to be repeated.
    private static List<Integer> windows(ModelConfig config, int layers) {
        int window = config.optionalPositive("window_size").orElse(DEFAULT_WINDOW);
        List<Object> kinds = new ArrayList<>();
        config.list("attention_types")
                .orElse(List.of(List.of(List.of("global", "local"), Math.ceilDiv(layers, 2))))
                .forEach(types -> kinds.addAll(expanded(types)));
        List<?> named = config.list("attention_layers").<List<?>>map(list -> list).orElse(kinds);
        if (named.size() < layers) {
            throw new UnusableInputException("D-102",
                    "config.json: attention_types are of " + named.size() + " blocks; there are " + layers + " (num_layers).");
        }
        return named.stream().limit(layers).map(kind -> width(kind, window)).toList();
    }

    private static List<Object> expanded(Object types) {
        if (types instanceof List<?> pair && pair.size() == 2 && pair.get(0) instanceof List<?> kinds && pair.get(1) instanceof Integer times) {
            return Collections.nCopies(Math.clamp(times, 0, 1024), kinds).stream().<Object>flatMap(List::stream).toList();
        }
        throw new UnusableInputException(
                "D-102", "config.json: attention_types has %.60s; it must be a list of kinds and how often it is repeated.".formatted(types));
    }

    private static int width(Object kind, int window) {
        return switch (String.valueOf(kind)) {
            case "global" -> 0;
            case "local" -> window;
            default -> throw new UnusableInputException("D-102", "config.json: the attention '" + kind + "' is not supported; global and local are.");
        };
    }
}
