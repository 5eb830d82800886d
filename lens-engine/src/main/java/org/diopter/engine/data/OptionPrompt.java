package org.diopter.engine.data;

import java.util.List;
import java.util.OptionalInt;

/// A question with given answers.
///
/// @param text all up to where the answer begins
/// @param options the answers, at least 2, each as it goes on after the text: with its leading space, if it has one
/// @param answer index of the right one, if it is known
public record OptionPrompt(String text, List<String> options, OptionalInt answer) {
    /// @throws IllegalArgumentException if there are fewer than 2 options, or no such answer
    public OptionPrompt {
        options = List.copyOf(options);
        if (options.size() < 2 || (answer.isPresent() && (answer.getAsInt() < 0 || answer.getAsInt() >= options.size()))) {
            throw new IllegalArgumentException("%d options with answer %s".formatted(options.size(), answer));
        }
    }
}
