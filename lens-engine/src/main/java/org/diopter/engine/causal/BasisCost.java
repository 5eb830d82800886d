package org.diopter.engine.causal;

/// What a search for directions will take, before it begins.
///
/// @param operations additions and multiplications of all evaluations
/// @param bytes of the unembedding's copy, and of logits and probabilities of all states
public record BasisCost(double operations, long bytes) {
    /// Searches ended after 12 to 32 evaluations a direction in models of 8 and 124 million parameters.
    private static final int USUAL_EVALUATIONS = 25;
    /// Additions and multiplications a logit and evaluation: comparison and weights, see [AblatedRow].
    private static final int BY_LOGIT = 34;
    /// Two products with the unembedding an evaluation, a multiplication and an addition each.
    private static final int BY_WEIGHT = 4;
    private static final double OPERATIONS_BY_SECOND_AND_THREAD = 9e9;
    private static final int TILE = ChunkLoops.SIZE;

    /// Of one layer.
    ///
    /// @param vocabulary V of the model
    /// @param width d of the model
    public static BasisCost of(BasisPlan plan, int vocabulary, int width) {
        double padded = Math.ceilDiv(vocabulary, TILE) * (double) TILE;
        double evaluations = (double) USUAL_EVALUATIONS * plan.directions() * (1 + plan.restarts());
        double operations = evaluations * padded * (BY_LOGIT * (double) plan.states() + BY_WEIGHT * (double) width);
        double bytes = padded * (Short.BYTES * (double) width + 2.0 * Float.BYTES * plan.states());
        return new BasisCost(operations, (long) bytes);
    }

    /// Of several layers, one after the other.
    public BasisCost times(int layers) {
        return new BasisCost(operations * layers, bytes);
    }

    /// About how long it takes: the machine that it was measured on is a usual one.
    public double seconds(int threads) {
        return operations / (OPERATIONS_BY_SECOND_AND_THREAD * threads);
    }
}
