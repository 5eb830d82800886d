package org.diopter.engine.laser;

import java.util.List;
import java.util.Optional;

/// What a search found beside its grid.
///
/// @param frequencies the best cell's gain on the test items by how often facts stood in the training text; empty where that is not known
/// @param noise each matrix cut at the Marchenko–Pastur edge, on the validation items; empty if it was not asked for
/// @param price of all cells, if a text was given
/// @param shared one setting for several tasks, if there are several
public record ExtraFindings(List<FrequencyGain> frequencies, List<Cell> noise, Optional<Price> price, Optional<Shared> shared) {
    public static final ExtraFindings NONE = new ExtraFindings(List.of(), List.of(), Optional.empty(), Optional.empty());

    /// What the cells of a grid cost on a text.
    ///
    /// @param tokens of the text that were predicted
    /// @param lossAsItIs of the model as it is, in nats a token
    /// @param cells of the grid
    public record Price(long tokens, double lossAsItIs, List<PricedCell> cells) {
        public Price {
            cells = List.copyOf(cells);
        }

        /// The price of a setting, if it is one of the grid's.
        public Optional<PricedCell> of(List<Reduction> reductions) {
            return cells.stream().filter(priced -> priced.cell().reductions().equals(reductions)).findFirst();
        }
    }

    /// One setting for several tasks.
    ///
    /// @param tasks names, the search's own first
    /// @param settings best first, by the mean gain on validation items
    /// @param baselines of the tasks on their test items
    /// @param tested the first setting on each task's test items
    public record Shared(List<String> tasks, List<SharedSetting> settings, List<Cell> baselines, List<Cell> tested) {
        public Shared {
            tasks = List.copyOf(tasks);
            settings = List.copyOf(settings);
            baselines = List.copyOf(baselines);
            tested = List.copyOf(tested);
        }
    }

    public ExtraFindings {
        frequencies = List.copyOf(frequencies);
        noise = List.copyOf(noise);
    }

    public ExtraFindings with(List<FrequencyGain> bins) {
        return new ExtraFindings(bins, noise, price, shared);
    }

    public ExtraFindings withNoise(List<Cell> cells) {
        return new ExtraFindings(frequencies, cells, price, shared);
    }

    public ExtraFindings with(Price paid) {
        return new ExtraFindings(frequencies, noise, Optional.of(paid), shared);
    }

    public ExtraFindings with(Shared one) {
        return new ExtraFindings(frequencies, noise, price, Optional.of(one));
    }
}
