package org.diopter.engine.graph;

import org.diopter.engine.arch.ModelShape;

/// What can be asked of a block's graph. T new tokens, S keys.
public enum BlockOutput {
    /// [T, d], the stream that leaves the block.
    RESIDUAL("resid"),
    /// [T, d], the stream between attention and MLP; in a parallel block, where there is none, the stream with attention's update alone.
    MIDDLE("resid_mid"),
    /// [T, d], what attention adds to the stream, after any norm and multiplier of its own. In a post-norm block the sum is normalised after it.
    ATTENTION_OUT("attn_out"),
    /// [T, d], what the MLP adds to the stream; likewise.
    MLP_OUT("mlp_out"),
    /// [H, T, D], queries after rotation, not scaled.
    QUERY("attn.q"),
    /// [K, S, D], keys after rotation, the cached ones first.
    KEYS("keys"),
    /// [K, S, D], values, the cached ones first.
    VALUES("values"),
    /// [H, T, S], attention probabilities.
    PROBABILITIES("attn.probs");

    private static final long FREE = -1;

    private final String tensor;

    BlockOutput(String tensor) {
        this.tensor = tensor;
    }

    /// Its name in the graph.
    public String tensor() {
        return tensor;
    }

    /// Its shape for a number of new tokens and of keys.
    public long[] shape(ModelShape shape, long tokens, long keys) {
        return switch (this) {
            case RESIDUAL, MIDDLE, ATTENTION_OUT, MLP_OUT -> new long[] {tokens, shape.width()};
            case QUERY -> new long[] {shape.heads(), tokens, shape.headWidth()};
            case KEYS, VALUES -> new long[] {shape.kvHeads(), keys, shape.headWidth()};
            case PROBABILITIES -> new long[] {shape.heads(), tokens, keys};
        };
    }

    long[] shape(ModelShape shape) {
        return shape(shape, FREE, FREE);
    }
}
