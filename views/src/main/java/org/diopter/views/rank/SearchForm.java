package org.diopter.views.rank;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.diopter.engine.data.TaskKind;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.edit.SvdMethod;
import org.diopter.engine.laser.GridText;
import org.diopter.engine.laser.SearchPlan;
import org.diopter.model.UnusableInputException;

/// What a search is to look at.
///
/// @param file with the questions, once it is chosen
/// @param kind how the file is read
/// @param kinds the matrices that are reduced, one at a time
/// @param items how many of the file's first items are used; 0 for all
/// @param validation the share of the items on which a setting is chosen
/// @param shuffled whether these are drawn at random, or are the file's first
/// @param more what else
public record SearchForm(Optional<Path> file, TaskKind kind, List<MatrixKind> kinds, int items, BigDecimal validation, boolean shuffled,
        SearchMore more) {
    /// As the LASER paper does it.
    public static final SearchForm INITIAL = new SearchForm(Optional.empty(), TaskKind.JSONL, List.of(), 0, new BigDecimal("0.2"), false,
            SearchMore.NOTHING);

    public SearchForm {
        kinds = List.copyOf(kinds);
    }

    public SearchForm withFile(Path chosen) {
        return new SearchForm(Optional.of(chosen), kind, kinds, items, validation, shuffled, more);
    }

    public SearchForm withKind(TaskKind other) {
        return new SearchForm(file, other, kinds, items, validation, shuffled, more);
    }

    public SearchForm withKinds(List<MatrixKind> others) {
        return new SearchForm(file, kind, others, items, validation, shuffled, more);
    }

    public SearchForm withItems(int count) {
        return new SearchForm(file, kind, kinds, count, validation, shuffled, more);
    }

    public SearchForm withValidation(BigDecimal share) {
        return new SearchForm(file, kind, kinds, items, share, shuffled, more);
    }

    public SearchForm shuffled(boolean drawn) {
        return new SearchForm(file, kind, kinds, items, validation, drawn, more);
    }

    public SearchForm with(SearchMore other) {
        return new SearchForm(file, kind, kinds, items, validation, shuffled, other);
    }

    /// The grid.
    ///
    /// @param layers of the model
    /// @param seed of the randomised method
    /// @throws org.diopter.model.UnusableInputException if a block or a share cannot be read
    public SearchPlan plan(int layers, long seed) {
        List<Integer> blocks = more.blocks().isBlank() ? IntStream.range(0, layers).boxed().toList() : GridText.blocks(parts(more.blocks()));
        return new SearchPlan(kinds, blocks, GridText.shares(parts(more.rhos())), more.randomised() ? new SvdMethod.Randomised(seed) : SvdMethod.EXACT);
    }

    private static List<String> parts(String typed) {
        return List.of(typed.strip().split("\\s*,\\s*", -1));
    }

    /// What of it cannot be searched; nothing if all can. Whether the model has the blocks is not looked at.
    public Optional<String> problem() {
        try {
            plan(1, 0);
            return Optional.empty();
        } catch (UnusableInputException e) {
            return Optional.of(e.sentence());
        }
    }
}
