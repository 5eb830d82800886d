package org.diopter.app.search;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.diopter.engine.OpenModel;
import org.diopter.engine.data.Split;
import org.diopter.engine.data.Task;
import org.diopter.engine.evaluation.FittingItems;

/// A task of a search with its items parted.
///
/// @param split of the items that the model can be asked
public record SearchedTask(Task task, Split split) {
    /// Parts a task's items and leaves out those that the model cannot read, before anything is measured.
    ///
    /// @param validation the share of the items on which a setting is chosen
    /// @param seed of the draw, if these are drawn at random
    /// @param note is told which items are left out, and why
    /// @throws org.diopter.model.UnusableInputException if the model can be asked none, or a side would be empty
    public static SearchedTask of(Task task, BigDecimal validation, OptionalLong seed, OpenModel model, Consumer<String> note) {
        Split split = seed.isPresent() ? Split.shuffled(task, validation, seed.getAsLong()) : Split.first(task, validation);
        Optional<FittingItems> fitting = model.tokenizer().map(words -> FittingItems.of(task, words, model.card().context()));
        fitting.flatMap(FittingItems::sentence).ifPresent(why -> note.accept("D-201: %s: %s".formatted(task.name(), why)));
        Set<Integer> leftOut = fitting.map(FittingItems::leftOut).orElse(Set.of());
        return new SearchedTask(task, leftOut.isEmpty() ? split : split.without(leftOut));
    }
}
