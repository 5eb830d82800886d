package org.diopter.app.command;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.diopter.engine.cache.BudgetSearch;
import org.jspecify.annotations.Nullable;

/// What every head may get a value of its own for, by the names of the command line.
final class HeadChoices {
    static final List<String> NAMES = List.of("budget", "alpha", "both");

    private static final int STEPS = 10;
    private static final List<BigDecimal> ALPHAS =
            Stream.of("0", "0.05", "0.1", "0.2", "0.3", "0.5", "0.7", "0.9", "0.97", "1").map(BigDecimal::new).toList();

    private HeadChoices() {}

    /// @return nothing for no name
    static Optional<BudgetSearch.Choices> of(@Nullable String name) {
        if (name == null) {
            return Optional.empty();
        }
        return Optional.of(switch (name) {
            case "budget" -> new BudgetSearch.Choices(STEPS, List.of());
            case "alpha" -> new BudgetSearch.Choices(0, ALPHAS);
            case "both" -> new BudgetSearch.Choices(STEPS, ALPHAS);
            default -> throw new IllegalArgumentException("a choice of " + name);
        });
    }
}
