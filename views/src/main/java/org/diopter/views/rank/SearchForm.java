package org.diopter.views.rank;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.diopter.engine.data.TaskKind;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.laser.SearchPlan;

/// What a search is to look at.
///
/// @param file with the questions, once it is chosen
/// @param kind how the file is read
/// @param kinds the matrices that are reduced, one at a time
/// @param items how many of the file's first items are used; 0 for all
/// @param validation the share of the items on which a setting is chosen
/// @param shuffled whether these are drawn at random, or are the file's first
public record SearchForm(Optional<Path> file, TaskKind kind, List<MatrixKind> kinds, int items, BigDecimal validation, boolean shuffled) {
    /// As the LASER paper does it.
    public static final SearchForm INITIAL = new SearchForm(Optional.empty(), TaskKind.JSONL, List.of(), 0, new BigDecimal("0.2"), false);

    public SearchForm {
        kinds = List.copyOf(kinds);
    }

    public SearchForm withFile(Path chosen) {
        return new SearchForm(Optional.of(chosen), kind, kinds, items, validation, shuffled);
    }

    public SearchForm withKind(TaskKind other) {
        return new SearchForm(file, other, kinds, items, validation, shuffled);
    }

    public SearchForm withKinds(List<MatrixKind> others) {
        return new SearchForm(file, kind, others, items, validation, shuffled);
    }

    public SearchForm withItems(int count) {
        return new SearchForm(file, kind, kinds, count, validation, shuffled);
    }

    public SearchForm withValidation(BigDecimal share) {
        return new SearchForm(file, kind, kinds, items, share, shuffled);
    }

    public SearchForm shuffled(boolean drawn) {
        return new SearchForm(file, kind, kinds, items, validation, drawn);
    }

    /// The grid of all blocks and the shares of the LASER paper's code.
    public SearchPlan plan(int blocks) {
        return new SearchPlan(kinds, IntStream.range(0, blocks).boxed().toList(), SearchPlan.PAPER_RHOS);
    }
}
