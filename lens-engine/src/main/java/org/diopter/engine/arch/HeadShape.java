package org.diopter.engine.arch;

import java.util.List;
import org.diopter.engine.arch.Weights.Size;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.ModelConfig;

/// The sizes of a model's stream and of its heads, held against each other.
///
/// @param width d
/// @param heads query heads
/// @param kvHeads key/value heads
/// @param headWidth D
record HeadShape(Size width, int heads, int kvHeads, int headWidth) {
    /// @throws UnusableInputException if the query heads cannot share the key/value heads evenly
    HeadShape {
        if (heads % kvHeads != 0) {
            throw new UnusableInputException("D-102", "config.json: " + heads + " heads cannot share " + kvHeads
                    + " key/value heads evenly (num_attention_heads, num_key_value_heads).");
        }
    }

    /// As many key/value heads as query heads, which share the width.
    ///
    /// @throws UnusableInputException if the width cannot be split among the heads evenly
    static HeadShape even(Size width, int heads) {
        return new HeadShape(width, heads, heads, split(width, heads));
    }

    /// Grouped heads under Llama's keys; a head is width / heads wide unless `head_dim` says otherwise.
    static HeadShape grouped(ModelConfig config) {
        Size width = new Size("hidden_size", config.positive("hidden_size"));
        int heads = config.positive("num_attention_heads");
        int kvHeads = config.optionalPositive("num_key_value_heads").orElse(heads);
        int headWidth = config.optionalPositive("head_dim").orElse((int) width.value() / heads);
        return new HeadShape(width, heads, kvHeads, headWidth);
    }

    /// Like [#grouped(ModelConfig)], with a width of heads that the family falls back on.
    static HeadShape grouped(ModelConfig config, int headWidth) {
        HeadShape shape = grouped(config);
        return config.has("head_dim") ? shape : new HeadShape(shape.width, shape.heads, shape.kvHeads, headWidth);
    }

    private static int split(Size width, int heads) {
        if (width.value() % heads != 0) {
            throw new UnusableInputException("D-102",
                    "config.json: a width of " + width.value() + " cannot be split among " + heads + " heads evenly.");
        }
        return (int) width.value() / heads;
    }

    Size queries() {
        return new Size("num_attention_heads × head_dim", (long) heads * headWidth);
    }

    Size keys() {
        return new Size("num_key_value_heads × head_dim", (long) kvHeads * headWidth);
    }

    Size head() {
        return new Size("head_dim", headWidth);
    }

    Architecture architecture(String family, Size vocabulary, int context, Embedding embedding, List<Block> blocks, Unembedding unembedding) {
        return new Architecture(
                family, (int) width.value(), heads, kvHeads, headWidth, (int) vocabulary.value(), context, embedding, blocks, unembedding);
    }
}
