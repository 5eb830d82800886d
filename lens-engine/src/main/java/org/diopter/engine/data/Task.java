package org.diopter.engine.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.diopter.model.UnusableInputException;

/// Questions to measure a model with.
///
/// @param name as the command line knows its kind; of files that are of no known task, the name of the file without its ending
/// @param items in the file's order
/// @param metric when an item counts as solved
/// @param newTokens how many tokens the model may write for an answer, where it writes
public record Task(String name, List<Item> items, Metric metric, int newTokens) {
    public Task {
        items = List.copyOf(items);
        if (items.isEmpty()) {
            throw new UnusableInputException(TaskFile.CODE, "The task ‘%s’ has no items.".formatted(name));
        }
    }

    /// The same questions, measured otherwise.
    public Task measuredBy(Metric other) {
        return new Task(name, items, other, newTokens);
    }

    /// The same questions, each after another one with its right answer, as harnesses show one example: the next item of the file, the first for the last.
    public Task withExample() {
        List<Item> longer = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Item example = items.get((i + 1) % items.size());
            longer.add(items.get(i).after(example.context(example.correct()) + example.continuation(example.correct()) + "\n\n"));
        }
        return new Task(name, longer, metric, newTokens);
    }

    /// The first items only; groups are not cut.
    public Task first(int count) {
        if (count >= items.size()) {
            return this;
        }
        int end = count;
        while (end < items.size() && end > 0 && items.get(end).group() == items.get(end - 1).group()) {
            end++;
        }
        return new Task(name, items.subList(0, end), metric, newTokens);
    }

    /// The share of some items that would be solved by always giving their commonest right answer.
    ///
    /// @param indices of the items, at least one
    public double majorityBaseline(int[] indices) {
        Map<String, Integer> counts = new HashMap<>();
        int most = 0;
        for (int index : indices) {
            most = Math.max(most, counts.merge(items.get(index).answer(), 1, Integer::sum));
        }
        return (double) most / indices.length;
    }
}
