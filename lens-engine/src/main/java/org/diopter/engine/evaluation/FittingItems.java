package org.diopter.engine.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.diopter.engine.data.Task;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.Tokenizer;

/// Which of a task's items a model can be asked. One that is too long would end a search of hours on its last step: it is left out before the first, and said.
///
/// @param items how many the task has
/// @param unfit those that the model cannot be asked, by number
public record FittingItems(int items, List<Unfit> unfit) {
    private static final int NAMED = 5;

    /// @param item its number in the task, from 0
    /// @param reason a sentence
    public record Unfit(int item, String reason) {}

    public FittingItems {
        unfit = List.copyOf(unfit);
    }

    /// Reads every item as the model would.
    ///
    /// @param context the longest text that the model takes, in tokens
    /// @throws UnusableInputException if the model can be asked none of them
    public static FittingItems of(Task task, Tokenizer tokenizer, int context) {
        List<Unfit> unfit = new ArrayList<>();
        for (int i = 0; i < task.items().size(); i++) {
            try {
                ItemTokens.of(task.items().get(i), i, tokenizer, context);
            } catch (UnusableInputException e) {
                if (unfit.size() + 1 == task.items().size()) {
                    throw e;
                }
                unfit.add(new Unfit(i, e.sentence()));
            }
        }
        return new FittingItems(task.items().size(), unfit);
    }

    /// The numbers of those that fit, ascending.
    public int[] indices() {
        Set<Integer> left = leftOut();
        return IntStream.range(0, items).filter(item -> !left.contains(item)).toArray();
    }

    /// The numbers of those that do not.
    public Set<Integer> leftOut() {
        Set<Integer> numbers = new LinkedHashSet<>();
        unfit.forEach(item -> numbers.add(item.item()));
        return numbers;
    }

    /// Which items are left out and why; nothing if all fit.
    public Optional<String> sentence() {
        if (unfit.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder sentence = new StringBuilder("%d of %d items are left out.".formatted(unfit.size(), items));
        unfit.stream().limit(NAMED).forEach(item -> sentence.append(' ').append(item.reason()));
        if (unfit.size() > NAMED) {
            sentence.append(" The others are items");
            unfit.stream().skip(NAMED).forEach(item -> sentence.append(' ').append(item.item()));
            sentence.append('.');
        }
        return Optional.of(sentence.toString());
    }
}
