package org.diopter.engine.cache;

import org.diopter.model.UnusableInputException;

/// When keys are evicted. The same policy gives different numbers under different timings, so every result names its own.
///
/// @param prompt how many tokens are processed before anything is evicted; 0 if each query is followed by an eviction as soon as there are too many keys
public record Timing(int prompt) {
    /// One eviction a query, inside the prompt too: how the published numbers of A2SF and H2O were made.
    public static final Timing STREAMING = new Timing(0);

    public Timing {
        if (prompt < 0) {
            throw new UnusableInputException("D-402", "A prompt of %d tokens cannot be. Give its length as 1 or more.".formatted(prompt));
        }
    }

    /// The prompt is processed whole, then its keys are cut to the budget at once, and from there each query is followed by one eviction.
    public static Timing prefill(int prompt) {
        if (prompt < 1) {
            throw new UnusableInputException("D-402", "A prompt of %d tokens cannot be. Give its length as 1 or more.".formatted(prompt));
        }
        return new Timing(prompt);
    }

    /// As the command line names it: `streaming` or `prefill`.
    public String text() {
        return prompt == 0 ? "streaming" : "prefill";
    }

    /// Whether keys may be evicted after a query.
    boolean evictsAfter(int query) {
        return query >= prompt - 1;
    }
}
