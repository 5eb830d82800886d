package org.diopter.views.anomaly;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.diopter.engine.data.ExampleDifficulty;
import org.diopter.engine.data.OptionPrompt;
import org.diopter.views.figure.Provenance;

/// How hard a task's examples are.
///
/// @param examples in the order of their file, each with its right option
/// @param ordering a number for each, if one was given
/// @param layers of the model: the greatest depth
/// @param lens what was read through, for people
public record DifficultyFindings(
        List<OptionPrompt> examples, ExampleDifficulty difficulty, Optional<List<Double>> ordering, int layers, String lens, Provenance provenance) {
    public DifficultyFindings {
        examples = List.copyOf(examples);
        ordering = ordering.map(List::copyOf);
    }

    /// The examples, the hardest first.
    public List<RatedExample> rated() {
        List<Double> depths = difficulty.depths();
        List<Integer> order = IntStream.range(0, depths.size()).boxed().sorted(Comparator.comparing(depths::get, Comparator.reverseOrder())).toList();
        List<RatedExample> rated = new ArrayList<>();
        for (int index : order) {
            OptionalDouble number = ordering.isPresent() ? OptionalDouble.of(ordering.get().get(index)) : OptionalDouble.empty();
            rated.add(new RatedExample(index, examples.get(index), depths.get(index), rated.size() + 1, number));
        }
        return rated;
    }

    double mean() {
        return difficulty.depths().stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    /// Spearman's ρ of depths and ordering; NaN where one side is all equal.
    OptionalDouble correlation() {
        return ordering.isPresent() ? OptionalDouble.of(difficulty.correlation(ordering.get())) : OptionalDouble.empty();
    }
}
