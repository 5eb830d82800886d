package org.diopter.engine.laser;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One reduction for several tasks: what the LASER paper leaves open, since it tunes for each task alone.
///
/// @param reduction the setting
/// @param gains the change of accuracy on each task, in the order of the searches
public record SharedSetting(Reduction reduction, List<Double> gains) {
    public SharedSetting {
        gains = List.copyOf(gains);
    }

    /// The mean change over the tasks.
    public double mean() {
        return gains.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    /// The change on the task that it serves worst.
    public double worst() {
        return gains.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    }

    /// Every setting that all searches have measured, the largest mean gain first; of equal ones the one with the better worst task.
    public static List<SharedSetting> of(List<SearchResult> searches) {
        Map<Reduction, List<Double>> gains = new HashMap<>();
        for (SearchResult search : searches) {
            for (Cell cell : search.cells()) {
                gains.computeIfAbsent(cell.reductions().getFirst(), reduction -> new ArrayList<>())
                        .add(cell.score().accuracy() - search.baseline().accuracy());
            }
        }
        return gains.entrySet().stream()
                .filter(entry -> entry.getValue().size() == searches.size())
                .map(entry -> new SharedSetting(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingDouble(SharedSetting::mean)
                        .thenComparingDouble(SharedSetting::worst)
                        .reversed()
                        .thenComparing(SharedSetting::reduction))
                .toList();
    }
}
