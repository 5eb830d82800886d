package org.diopter.views.anomaly;

import java.util.OptionalDouble;
import org.diopter.engine.data.OptionPrompt;
import org.diopter.views.figure.Numbers;

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

    /// Its number in the ordering as a person reads it; empty without one.
    String orderingText() {
        if (ordering.isEmpty()) {
            return "";
        }
        double number = ordering.getAsDouble();
        return number == Math.rint(number) ? Numbers.count((long) number) : Numbers.fixed(number, 2);
    }

    /// Its text on one line.
    String line() {
        return prompt.text().strip().replaceAll("\\s+", " ");
    }
}
