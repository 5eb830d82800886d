package org.diopter.engine.laser;

/// What a reduction costs, and what it would save.
///
/// @param tokens of the text that were predicted
/// @param lossAsItIs mean loss on them, in nats
/// @param loss the same under the edits
/// @param numbers that the reduced matrices hold as they are
/// @param factoredNumbers that their factors would hold: k (m + n) for m × n numbers, no more than as they are
/// @param blockMillis how long the first reduced block takes for about 256 tokens, as it is
/// @param factoredBlockMillis the same with factors
public record EditPrice(
        long tokens, double lossAsItIs, double loss, long numbers, long factoredNumbers, double blockMillis, double factoredBlockMillis) {
    private static final double LARGEST = 700;

    /// exp of the loss, as it is.
    public double perplexityAsItIs() {
        return Math.exp(Math.min(LARGEST, lossAsItIs));
    }

    public double perplexity() {
        return Math.exp(Math.min(LARGEST, loss));
    }
}
