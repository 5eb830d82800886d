package org.diopter.engine.generate;

/// How a text is gone on with.
///
/// @param newTokens how many tokens are written at most, at least 1
public record WritingPlan(int newTokens, Sampling sampling) {
    /// @throws IllegalArgumentException if nothing is to be written
    public WritingPlan {
        if (newTokens < 1) {
            throw new IllegalArgumentException("%d new tokens, which is less than 1".formatted(newTokens));
        }
    }

    /// How long a text may get in a model that takes so many tokens.
    public int longest(int prompt, int context) {
        return (int) Math.min(context, (long) prompt + newTokens);
    }
}
