package org.diopter.engine.data;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.diopter.model.UnusableInputException;

/// The items that a setting is chosen on, and those that it is then judged on. A group is on one side only.
///
/// @param validation indices of items, ascending
/// @param test likewise
@SuppressWarnings("ArrayRecordComponent")
public record Split(int[] validation, int[] test) {
    /// The first groups in the file's order, up to a share of the items: the LASER paper's rule, save that its code may cut a group in two.
    ///
    /// @param share between 0 and 1
    /// @throws UnusableInputException if a side would be empty
    public static Split first(Task task, BigDecimal share) {
        return of(task, share, groups(task));
    }

    /// Groups drawn at random, up to a share of the items.
    public static Split shuffled(Task task, BigDecimal share, long seed) {
        List<List<Integer>> groups = groups(task);
        Collections.shuffle(groups, new Random(seed));
        return of(task, share, groups);
    }

    /// Groups in order, each the indices of its items; items of a group follow each other in a task.
    private static List<List<Integer>> groups(Task task) {
        List<List<Integer>> groups = new ArrayList<>();
        int last = -1;
        for (int i = 0; i < task.items().size(); i++) {
            int group = task.items().get(i).group();
            if (group != last) {
                groups.add(new ArrayList<>());
                last = group;
            }
            groups.getLast().add(i);
        }
        return groups;
    }

    private static Split of(Task task, BigDecimal share, List<List<Integer>> groups) {
        int size = share.multiply(BigDecimal.valueOf(task.items().size())).setScale(0, RoundingMode.FLOOR).intValue();
        List<Integer> validation = new ArrayList<>();
        List<Integer> test = new ArrayList<>();
        for (List<Integer> group : groups) {
            boolean fits = test.isEmpty() && validation.size() + group.size() <= size;
            (fits ? validation : test).addAll(group);
        }
        if (validation.isEmpty() || test.isEmpty()) {
            throw new UnusableInputException("D-401", "%d items cannot be parted by %s: a side would be empty. Take another share or more items."
                    .formatted(task.items().size(), share.toPlainString()));
        }
        return new Split(ascending(validation), ascending(test));
    }

    /// Without some items, such as those that a model cannot read; the others stay on their sides.
    ///
    /// @throws UnusableInputException if a side would be empty
    public Split without(Set<Integer> items) {
        Split left = new Split(others(validation, items), others(test, items));
        if (left.validation.length == 0 || left.test.length == 0) {
            throw new UnusableInputException("D-401", "Without the %d items that the model cannot read, there are %d to choose on and %d to test. Take more items."
                    .formatted(items.size(), left.validation.length, left.test.length));
        }
        return left;
    }

    private static int[] others(int[] all, Set<Integer> without) {
        return Arrays.stream(all).filter(item -> !without.contains(item)).toArray();
    }

    private static int[] ascending(List<Integer> indices) {
        return indices.stream().mapToInt(Integer::intValue).sorted().toArray();
    }
}
