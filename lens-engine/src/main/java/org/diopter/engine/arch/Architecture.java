package org.diopter.engine.arch;

import java.util.List;
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
/// @param blocks in order
public record Architecture(
        String family,
        int width,
        int heads,
        int kvHeads,
        int headWidth,
        int vocabulary,
        int context,
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

    /// The rotations its blocks use, each once, in the order in which they are met; none where positions enter otherwise.
    public List<Rotary> rotaries() {
        return blocks.stream().flatMap(block -> block.attention().rotary().stream()).distinct().toList();
    }

    /// Whether keys and streams known from a prompt of one length hold in a prompt of another that begins with the same tokens. Not where frequencies
    /// depend on the length, see [Rotary].
    public boolean holdsAcross(int length, int otherLength) {
        return rotaries().stream().allMatch(rotary -> rotary.alike(length, otherLength));
    }

    /// Every stored weight under the program's name, in the order in which they are used.
    public List<NamedWeight> weights() {
        return WeightList.of(this);
    }

    /// Every matrix of the blocks under the program's name, also those that are stored in one tensor with others.
    public List<Matrix> matrices() {
        return blocks.stream().flatMap(MatrixList::of).toList();
    }

    /// A weight with its place.
    ///
    /// @param block its block, or −1 outside the blocks
    /// @param name in the program's words: `attn.q`, `mlp.down`, `norm.attention`, …; biases end in `.bias`
    public record NamedWeight(int block, String name, TensorInfo tensor) {}
}
