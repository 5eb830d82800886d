package org.diopter.engine.generate;

/// How the next token is chosen.
///
/// What is kept of the vocabulary is decided in this order: logits are divided by the temperature, then the `topK` largest stay, then of these the fewest
/// whose probabilities, which sum to 1 again, reach `topP`.
///
/// @param temperature 0 for always the likeliest token; 1 for the model's own distribution
/// @param topK how many tokens are drawn from at most; 0 for all
/// @param topP the share of probability that is drawn from, above 0 and at most 1
/// @param seed of what is drawn
public record Sampling(double temperature, int topK, double topP, long seed) {
    /// The hottest that is accepted: beyond it, all tokens are as likely as one another.
    public static final double HOTTEST = 100;
    /// Always the likeliest token; of equal ones the first.
    public static final Sampling GREEDY = new Sampling(0, 0, 1, 0);

    /// @throws IllegalArgumentException if a value is outside its range
    public Sampling {
        if (!(temperature >= 0 && temperature <= HOTTEST)) {
            throw new IllegalArgumentException("a temperature of %s, which is not from 0 to %.0f".formatted(temperature, HOTTEST));
        }
        if (topK < 0) {
            throw new IllegalArgumentException("a top-k of %d, which is below 0".formatted(topK));
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException("a top-p of %s, which is not above 0 and at most 1".formatted(topP));
        }
    }

    /// Whether nothing is drawn.
    public boolean isGreedy() {
        return temperature == 0;
    }
}
