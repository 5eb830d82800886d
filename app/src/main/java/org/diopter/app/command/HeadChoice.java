package org.diopter.app.command;

import java.util.List;
import org.diopter.engine.cache.BudgetSearch;

/// What every head gets a value of its own for, and what is best, in the words of the command line.
///
/// @param values `budget`, `alpha` or `both`
/// @param by `mass` or `perplexity`
record HeadChoice(String values, String by) {
    static final List<String> VALUES = List.of("budget", "alpha", "both");
    static final List<String> BY = List.of("mass", "perplexity");

    HeadChoice {
        if (!VALUES.contains(values) || !BY.contains(by)) {
            throw new IllegalArgumentException("a choice of %s by %s".formatted(values, by));
        }
    }

    BudgetSearch.Choices choices() {
        return BudgetSearch.Choices.usual(
                !values.equals("alpha"), !values.equals("budget"), by.equals("mass") ? BudgetSearch.Objective.MASS : BudgetSearch.Objective.LOSS);
    }
}
