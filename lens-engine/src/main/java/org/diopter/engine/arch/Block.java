package org.diopter.engine.arch;

/// The weights of one block.
///
/// @param index from 0; block b turns layer b into layer b + 1
/// @param form how its two parts meet the stream
/// @param multiplier what both updates are multiplied by before they are added (Granite); 1 elsewhere
/// @param attentionNorms around the attention
/// @param mlpNorms around the MLP
public record Block(int index, Form form, double multiplier, Norms attentionNorms, Attention attention, Norms mlpNorms, Mlp mlp) {
    /// How attention and MLP meet the stream x. A norm that a block does not have changes nothing.
    public enum Form {
        /// m = x + after(attention(before(x))), then m + after(mlp(before(m))).
        SEQUENTIAL,
        /// x + attention(before(x)) + mlp(before(x)); the two may share one norm.
        PARALLEL,
        /// m = after(x + attention(x)), then after(m + mlp(m)): the stream itself is normalised, so no update can be read off as a difference.
        POST_NORM
    }

    static Block sequential(int index, Norms attentionNorms, Attention attention, Norms mlpNorms, Mlp mlp) {
        return new Block(index, Form.SEQUENTIAL, 1, attentionNorms, attention, mlpNorms, mlp);
    }

    static Block parallel(int index, Norm attentionNorm, Attention attention, Norm mlpNorm, Mlp mlp) {
        return new Block(index, Form.PARALLEL, 1, Norms.before(attentionNorm), attention, Norms.before(mlpNorm), mlp);
    }

    static Block postNorm(int index, Norm attentionNorm, Attention attention, Norm mlpNorm, Mlp mlp) {
        return new Block(index, Form.POST_NORM, 1, Norms.after(attentionNorm), attention, Norms.after(mlpNorm), mlp);
    }

    Block multiplied(double factor) {
        return new Block(index, form, factor, attentionNorms, attention, mlpNorms, mlp);
    }

    /// Whether attention and MLP read the stream through one and the same norm.
    public boolean sharesNorm() {
        return form == Form.PARALLEL && attentionNorms.equals(mlpNorms);
    }
}
