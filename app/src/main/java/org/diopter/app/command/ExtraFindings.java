package org.diopter.app.command;

import java.util.List;
import java.util.Optional;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.FrequencyGain;
import org.diopter.engine.laser.PricedCell;
import org.diopter.engine.laser.SharedSetting;

/// What was found beside the grid.
///
/// @param frequencies the best cell's gain on the test items by how often facts stood in the training text; empty where that is not known
/// @param noise each matrix cut at the Marchenko–Pastur edge, on the validation items; empty if it was not asked for
/// @param price of all cells, if a text was given
/// @param shared one setting for several tasks, if there are several
record ExtraFindings(List<FrequencyGain> frequencies, List<Cell> noise, Optional<Price> price, Optional<Shared> shared) {
    /// @param tokens of the text that were predicted
    /// @param lossAsItIs of the model as it is, in nats a token
    /// @param cells of the grid
    record Price(long tokens, double lossAsItIs, List<PricedCell> cells) {}

    /// @param tasks names, the search's own first
    /// @param settings best first, by the mean gain on validation items
    /// @param baselines of the tasks on their test items
    /// @param tested the first setting on each task's test items
    record Shared(List<String> tasks, List<SharedSetting> settings, List<Cell> baselines, List<Cell> tested) {}
}
