package org.diopter.engine.lens;

/// A number that a trajectory knows of each of its cells. q is the cell's distribution, p the final one of the same position; natural logarithms.
public enum Statistic {
    /// max q.
    MAX_PROBABILITY(false),
    /// −Σ q log q, nats.
    ENTROPY(true),
    /// KL(p‖q) = Σ p (log p − log q), nats; 0 in the last layer.
    KL_TO_FINAL(true),
    /// 1 + number of tokens whose probability under q is larger than that of p's top-1.
    RANK_OF_FINAL(false),
    /// −log q[next token], nats; NaN at the last position.
    CROSS_ENTROPY(true),
    /// 1 + number of tokens whose probability under q is larger than the next token's; NaN at the last position.
    RANK_OF_NEXT(false),
    /// KL(q‖q of the layer below), nats; NaN in layer 0 and where the layer below was not read.
    CHANGE(true),
    /// Jensen–Shannon divergence between p and q, at most log 2, nats.
    JENSEN_SHANNON(true),
    /// Total variation ½Σ|p − q|, at most 1.
    TOTAL_VARIATION(false);

    private final boolean logarithmic;

    Statistic(boolean logarithmic) {
        this.logarithmic = logarithmic;
    }

    /// Whether the value is in nats, and so is divided by log 2 to be shown in bits.
    public boolean isLogarithmic() {
        return logarithmic;
    }
}
