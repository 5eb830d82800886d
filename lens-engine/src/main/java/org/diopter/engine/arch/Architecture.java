package org.diopter.engine.arch;

import java.util.List;
import java.util.Optional;
import org.diopter.model.checkpoint.TensorInfo;

/// A decoder as read from its folder: sizes, switches, and which weight stands where. Everything that runs it is written from this and knows no family.
///
/// @param family the layout, as `config.json` names it
/// @param width d, of the residual stream
/// @param heads query heads
/// @param kvHeads key/value heads; query head h uses key/value head h / (heads / kvHeads)
/// @param headWidth D, of one head
/// @param vocabulary rows of the embedding
/// @param context the longest prompt, in tokens
/// @param rotary rotation of queries and keys, or nothing
/// @param blocks in order
public record Architecture(
        String family,
        int width,
        int heads,
        int kvHeads,
        int headWidth,
        int vocabulary,
        int context,
        Optional<Rotary> rotary,
        Embedding embedding,
        List<Block> blocks,
        Unembedding unembedding) {
    public Architecture {
        blocks = List.copyOf(blocks);
    }

    /// L, how many blocks there are; layers count from 0 to L.
    public int layers() {
        return blocks.size();
    }

    /// Its sizes.
    public ModelShape shape() {
        return new ModelShape(layers(), width, heads, kvHeads, headWidth, vocabulary, context);
    }

    /// Every weight under the program's name, in the order in which they are used.
    public List<NamedWeight> weights() {
        return WeightList.of(this);
    }

    /// A weight with its place.
    ///
    /// @param block its block, or −1 outside the blocks
    /// @param name in the program's words: `attn.q`, `mlp.down`, `norm.attention`, …; biases end in `.bias`
    public record NamedWeight(int block, String name, TensorInfo tensor) {}
}
