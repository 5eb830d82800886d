package org.diopter.app.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.diopter.app.search.SearchRequest;
import org.diopter.app.search.SearchedTask;
import org.diopter.engine.OpenModel;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.edit.SvdMethod;
import org.diopter.engine.laser.SearchPlan;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.jspecify.annotations.Nullable;

/// Where a search for reductions looks, and on what it chooses.
///
/// @param matrices names of kinds
/// @param blocks from 0; empty for all
/// @param rhos shares that are kept, as exact decimals
/// @param method `randomised`, or null for exact components
/// @param validation the share of the items on which a setting is chosen
/// @param shuffle whether these are drawn at random, not the first ones
/// @param compose whether reductions are also stacked greedily
/// @param extras what is looked at beside the grid
/// @param halving items of the first round of successive halving; 0 for the full grid
record SearchChoice(
        TaskChoice task,
        List<String> matrices,
        List<Integer> blocks,
        List<BigDecimal> rhos,
        @Nullable String method,
        BigDecimal validation,
        boolean shuffle,
        boolean compose,
        int halving,
        SearchExtras extras) {
    /// @throws UnusableInputException D-205 if there is no such matrix, or a share is outside [0, 1]
    SearchChoice {
        matrices = List.copyOf(matrices);
        blocks = List.copyOf(blocks);
        rhos = List.copyOf(rhos);
        plan(matrices, List.of(0), rhos, MethodWords.method(method, 0));
        if (validation.signum() <= 0 || validation.compareTo(BigDecimal.ONE) >= 0) {
            throw new UnusableInputException("D-205", "--validation %s is no share of the items between 0 and 1.".formatted(validation.toPlainString()));
        }
        if (halving < 0) {
            throw new IllegalArgumentException(halving + " items of a first round");
        }
    }

    private static SearchPlan plan(List<String> matrices, List<Integer> blocks, List<BigDecimal> rhos, SvdMethod method) {
        return new SearchPlan(matrices.stream().map(MatrixKind::of).toList(), blocks, rhos, method);
    }

    /// The grid.
    ///
    /// @param layers of the model
    /// @param seed of the randomised method
    @JsonIgnore
    SearchPlan plan(int layers, long seed) {
        return plan(matrices, blocks.isEmpty() ? IntStream.range(0, layers).boxed().toList() : blocks, rhos, MethodWords.method(method, seed));
    }

    /// All of it.
    ///
    /// @param seed of what is drawn at random
    /// @param note is told which items are left out, and why
    @JsonIgnore
    SearchRequest request(OpenModel model, long seed, Consumer<String> note) {
        List<SearchedTask> tasks = new ArrayList<>();
        Stream.concat(Stream.of(task), extras.also().stream()).map(TaskChoice::read).forEach(questions ->
                tasks.add(SearchedTask.of(questions, validation, shuffle ? OptionalLong.of(seed) : OptionalLong.empty(), model, note)));
        PriceText price = extras.price();
        List<TokenSequence> text = price == null ? List.of() : price.sequences(model);
        return new SearchRequest(tasks, plan(model.card().layers(), seed), halving, compose, extras.noiseRank(), text, 1);
    }
}
