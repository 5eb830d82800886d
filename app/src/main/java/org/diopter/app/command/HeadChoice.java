package org.diopter.app.command;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.diopter.engine.cache.BudgetSearch;

/// What every head gets a value of its own for, and what is best, in the words of the command line.
///
/// @param values `budget`, `alpha` or `both`
/// @param by `mass` or `perplexity`
record HeadChoice(String values, String by) {
    static final List<String> VALUES = List.of("budget", "alpha", "both");
    static final List<String> BY = List.of("mass", "perplexity");

    private static final int STEPS = 10;
    /// By loss every trial runs a part of the model, so that fewer are made.
    private static final int LOSS_STEPS = 6;
    private static final List<BigDecimal> ALPHAS = decimals("0", "0.05", "0.1", "0.2", "0.3", "0.5", "0.7", "0.9", "0.97", "1");
    private static final List<BigDecimal> LOSS_ALPHAS = decimals("0", "0.1", "0.3", "0.5", "0.8", "1");

    HeadChoice {
        if (!VALUES.contains(values) || !BY.contains(by)) {
            throw new IllegalArgumentException("a choice of %s by %s".formatted(values, by));
        }
    }

    private static List<BigDecimal> decimals(String... texts) {
        return Stream.of(texts).map(BigDecimal::new).toList();
    }

    BudgetSearch.Choices choices() {
        boolean byLoss = by.equals("perplexity");
        return new BudgetSearch.Choices(
                values.equals("alpha") ? 0 : byLoss ? LOSS_STEPS : STEPS,
                values.equals("budget") ? List.of() : byLoss ? LOSS_ALPHAS : ALPHAS,
                byLoss ? BudgetSearch.Objective.LOSS : BudgetSearch.Objective.MASS);
    }
}
