package org.diopter.engine;

import java.util.List;

/// What is known of an open model without running it.
///
/// @param family the layout, as `config.json` names it: `llama`, `gpt2`, …
/// @param tier what can be done with it: `A` everything … `D` logits only
/// @param parameters how many numbers its weights hold, a tied matrix counted once
/// @param bytes size of the weights on disk
/// @param precision of storage: `float32`, `float16`, `bfloat16`
/// @param context the longest prompt, in tokens
/// @param parts its matrices, for the structure tree
/// @param reasons why the tier is no better, in sentences
public record ModelCard(
        ModelId id,
        String family,
        char tier,
        int layers,
        int width,
        int heads,
        int kvHeads,
        int headWidth,
        int vocabulary,
        int context,
        long parameters,
        long bytes,
        String precision,
        List<Part> parts,
        List<String> reasons) {
    public ModelCard {
        parts = List.copyOf(parts);
        reasons = List.copyOf(reasons);
    }

    /// A model with which everything can be done.
    public ModelCard(
            ModelId id,
            String family,
            char tier,
            int layers,
            int width,
            int heads,
            int kvHeads,
            int headWidth,
            int vocabulary,
            int context,
            long parameters,
            long bytes,
            String precision,
            List<Part> parts) {
        this(id, family, tier, layers, width, heads, kvHeads, headWidth, vocabulary, context, parameters, bytes, precision, parts, List.of());
    }

    /// One weight.
    ///
    /// @param block its block, or −1 for what stands outside the blocks
    /// @param name in the program's words: `attn.q`, `mlp.down`, `norm.attention`, `embedding`, `unembedding`
    /// @param fileName its name in the file
    /// @param shape as stored
    /// @param type as stored: `F16`
    public record Part(int block, String name, String fileName, List<Long> shape, String type, long bytes) {
        public Part {
            shape = List.copyOf(shape);
        }
    }
}
