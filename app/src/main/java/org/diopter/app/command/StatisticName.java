package org.diopter.app.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.diopter.engine.lens.Statistic;
import org.jspecify.annotations.Nullable;

/// What the colours of a trajectory mean, by its name on the command line.
enum StatisticName {
    PROBABILITY(Statistic.MAX_PROBABILITY),
    /// The probability of the first tracked token.
    TOKEN(null),
    ENTROPY(Statistic.ENTROPY),
    KL(Statistic.KL_TO_FINAL),
    RANK(Statistic.RANK_OF_FINAL),
    SURPRISAL(Statistic.CROSS_ENTROPY),
    NEXT_RANK(Statistic.RANK_OF_NEXT),
    CHANGE(Statistic.CHANGE),
    JS(Statistic.JENSEN_SHANNON),
    TV(Statistic.TOTAL_VARIATION);

    private final Optional<Statistic> statistic;

    StatisticName(@Nullable Statistic statistic) {
        this.statistic = Optional.ofNullable(statistic);
    }

    /// @throws IllegalArgumentException if there is none of this name
    static StatisticName of(String name) {
        return Arrays.stream(values())
                .filter(value -> value.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is none of " + String.join(", ", names())));
    }

    static List<String> names() {
        return Arrays.stream(values()).map(StatisticName::label).toList();
    }

    /// Its name.
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What it is of a cell, or nothing if it is a token's.
    Optional<Statistic> statistic() {
        return statistic;
    }
}
