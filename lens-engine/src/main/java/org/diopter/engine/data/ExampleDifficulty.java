package org.diopter.engine.data;

import java.util.List;
import org.diopter.engine.math.Spearman;

/// How hard each example of a task is for a model: the mean depth at which the tokens of its answer are predicted.
///
/// @param depths by example
public record ExampleDifficulty(List<Double> depths) {
    public ExampleDifficulty {
        depths = List.copyOf(depths);
    }

    /// Spearman's ρ with another ordering of the same examples, such as the step of training at which each was learnt.
    public double correlation(List<Double> ordering) {
        if (depths.size() < 2) {
            throw new IllegalArgumentException("an ordering of " + depths.size() + " examples");
        }
        return Spearman.rho(numbers(depths), numbers(ordering));
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
