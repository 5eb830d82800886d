package org.diopter.app.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.diopter.engine.data.Split;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.laser.SearchPlan;
import org.diopter.model.UnusableInputException;

/// Where a search for reductions looks, and on what it chooses.
///
/// @param matrices names of kinds
/// @param blocks from 0; empty for all
/// @param rhos shares that are kept, as exact decimals
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
        plan(matrices, List.of(0), rhos);
        if (validation.signum() <= 0 || validation.compareTo(BigDecimal.ONE) >= 0) {
            throw new UnusableInputException("D-205", "--validation %s is no share of the items between 0 and 1.".formatted(validation.toPlainString()));
        }
        if (halving < 0) {
            throw new IllegalArgumentException(halving + " items of a first round");
        }
    }

    private static SearchPlan plan(List<String> matrices, List<Integer> blocks, List<BigDecimal> rhos) {
        return new SearchPlan(matrices.stream().map(MatrixKind::of).toList(), blocks, rhos);
    }

    /// The grid.
    ///
    /// @param layers of the model
    @JsonIgnore
    SearchPlan plan(int layers) {
        return plan(matrices, blocks.isEmpty() ? IntStream.range(0, layers).boxed().toList() : blocks, rhos);
    }

    /// Parts the items.
    Split split(Task questions, long seed) {
        return shuffle ? Split.shuffled(questions, validation, seed) : Split.first(questions, validation);
    }
}
