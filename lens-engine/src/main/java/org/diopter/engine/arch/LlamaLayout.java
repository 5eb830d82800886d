package org.diopter.engine.arch;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.diopter.engine.arch.Weights.Size;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.ModelConfig;

/// The names that Llama gave to its tensors and settings and that many families took over. A family takes from here what it shares and builds the
/// rest itself.
///
/// @param config the text model's configuration
/// @param weights under the prefix of the text model
/// @param heads sizes of stream and heads
/// @param vocabulary rows of the tables at its ends
/// @param context the longest prompt
/// @param norms what its norms are
/// @param activation of its MLPs
record LlamaLayout(
        ModelConfig config, Weights weights, HeadShape heads, Size vocabulary, int context, NormStyle norms, Activation activation) {
    private static final String EMBEDDING = "embed_tokens.weight";
    private static final List<String> HEADS = List.of("lm_head.weight", "language_model.lm_head.weight");

    /// The usual: grouped heads, `hidden_act` which is `silu` by default.
    static LlamaLayout of(Checkpoint checkpoint, NormStyle norms) {
        return of(checkpoint, HeadShape.grouped(checkpoint.config()), norms, activation(checkpoint.config(), "silu", "hidden_act"));
    }

    static LlamaLayout of(Checkpoint checkpoint, HeadShape heads, NormStyle norms, Activation activation) {
        ModelConfig config = checkpoint.config();
        Size vocabulary = new Size("vocab_size", config.positive("vocab_size"));
        return new LlamaLayout(config, weights(checkpoint), heads, vocabulary, RopeScaling.context(config), norms, activation);
    }

    /// Text models inside multimodal checkpoints have a prefix more, before or after `model.`.
    static Weights weights(Checkpoint checkpoint) {
        return Weights.under(checkpoint, "norm.weight", "model.", "", "language_model.model.", "model.language_model.");
    }

    static Activation activation(ModelConfig config, String byDefault, String... keys) {
        return Activation.of(config.string(keys).orElse(byDefault));
    }

    int layers() {
        return config.positive("num_hidden_layers");
    }

    Size inner() {
        return new Size("intermediate_size", config.positive("intermediate_size"));
    }

    static String layer(int block) {
        return "layers." + block + ".";
    }

    static String attention(int block) {
        return layer(block) + "self_attn.";
    }

    Norm norm(String name) {
        return weights.norm(norms, name, heads.width());
    }

    /// `q_proj`, `k_proj` and `v_proj`.
    Projections.Separate projections(int block, boolean biased) {
        String at = attention(block);
        return new Projections.Separate(
                weights.linear(at + "q_proj", heads.queries(), heads.width(), biased),
                weights.linear(at + "k_proj", heads.keys(), heads.width(), biased),
                weights.linear(at + "v_proj", heads.keys(), heads.width(), biased));
    }

    /// `o_proj`.
    Linear output(int block, boolean biased) {
        return weights.linear(attention(block) + "o_proj", heads.width(), heads.queries(), biased);
    }

    /// `q_norm` and `k_norm` of each head.
    HeadNorms headNorms(int block) {
        String at = attention(block);
        return new HeadNorms.Shared(weights.norm(norms, at + "q_norm", heads.head()), weights.norm(norms, at + "k_norm", heads.head()));
    }

    /// Separate projections, whole or no biases, nothing between.
    Attention plainAttention(int block, boolean biased, Rotary rotary, Scores scores) {
        return new Attention(projections(block, biased), Optional.empty(), Optional.of(rotary), scores, output(block, biased));
    }

    /// `gate_proj`, `up_proj` and `down_proj`.
    Mlp.Gated gated(int block, boolean biased) {
        String at = layer(block) + "mlp.";
        return new Mlp.Gated(
                weights.linear(at + "gate_proj", inner(), heads.width(), biased),
                weights.linear(at + "up_proj", inner(), heads.width(), biased),
                weights.linear(at + "down_proj", heads.width(), inner(), biased),
                activation);
    }

    /// Norms before attention and MLP.
    Block preNormed(int block, Attention attention, Mlp mlp) {
        return Block.sequential(
                block,
                Norms.before(norm(layer(block) + "input_layernorm")),
                attention,
                Norms.before(norm(layer(block) + "post_attention_layernorm")),
                mlp);
    }

    List<Block> blocks(IntFunction<Block> block) {
        return IntStream.range(0, layers()).mapToObj(block).toList();
    }

    TiedPair ends(boolean tiedByDefault) {
        boolean tied = config.flag("tie_word_embeddings").orElse(tiedByDefault);
        return TiedPair.read(weights, EMBEDDING, HEADS, tied, vocabulary, heads.width());
    }

    Unembedding unembedding(TiedPair ends) {
        return Unembedding.of(norm("norm"), ends.plainHead(), ends.tied());
    }

    Architecture architecture(String family, List<Block> blocks, Embedding embedding, Unembedding unembedding) {
        return heads.architecture(family, vocabulary, context, embedding, blocks, unembedding);
    }

    /// With nothing special at its ends.
    Architecture architecture(String family, List<Block> blocks, boolean tiedByDefault) {
        TiedPair ends = ends(tiedByDefault);
        return architecture(family, blocks, Embedding.of(ends.embedding()), unembedding(ends));
    }
}
