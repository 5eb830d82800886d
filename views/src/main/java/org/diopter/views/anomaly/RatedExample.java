package org.diopter.views.anomaly;

import java.util.OptionalDouble;
import org.diopter.engine.data.OptionPrompt;

/// An example with its difficulty.
///
/// @param index in the task, from 0
/// @param depth the mean layer from which on its answer's tokens are predicted as at the output
/// @param rank 1 for the hardest
/// @param ordering its number in the given ordering, if there is one
public record RatedExample(int index, OptionPrompt prompt, double depth, int rank, OptionalDouble ordering) {
    /// The right option, as it goes on after the prompt.
    public String answer() {
        return prompt.options().get(prompt.answer().orElseThrow());
    }

    /// Its text on one line.
    String line() {
        return prompt.text().strip().replaceAll("\\s+", " ");
    }
}
