package org.diopter.engine.cache;

import java.nio.file.Path;
import java.util.function.Function;
import org.diopter.model.UnusableInputException;

/// Which past keys and values stay in the cache while a text goes through a model. A value: equal texts are equal policies.
public sealed interface CachePolicy permits FullCache, ScorePolicy, IdealPolicy, RandomPolicy, H2oEvaluation, LessPolicy, HeadPolicies {
    /// Reads the text form, such as `h2o:heavy=32,recent=32` or `a2sf:alpha=0.1,ratio=0.2`.
    ///
    /// @throws UnusableInputException if it cannot be read, with what is wrong in it
    static CachePolicy parse(String text) {
        return parse(text, KernelReference::of);
    }

    /// The same where folders of kernels may be known already.
    ///
    /// @param kernels names the kernels of a folder, such as [KernelHashes#of]
    /// @throws UnusableInputException if it cannot be read, with what is wrong in it
    static CachePolicy parse(String text, Function<Path, KernelReference> kernels) {
        return PolicyText.parse(text, kernels);
    }

    /// The text form.
    String text();

    /// How many past keys a cache keeps; the query's own comes on top.
    ///
    /// @param tokens of the text
    /// @throws UnusableInputException if that is none
    int budget(int tokens);

    /// The budget of the cache that keeps least: where that covers a text, nothing is ever evicted.
    ///
    /// @param tokens of the text
    /// @throws UnusableInputException if that is none
    default int leastBudget(int tokens) {
        return budget(tokens);
    }

    /// The same with numbers of keys in place of a share of the text's length.
    default CachePolicy fixed(int tokens) {
        return this;
    }

    /// Refuses a budget that covers a whole text.
    ///
    /// @throws UnusableInputException if nothing would ever be evicted
    default void requireEvictions(int tokens) {
        int budget = leastBudget(tokens);
        if (budget >= tokens) {
            throw new UnusableInputException("D-402", "The budget of %d keys covers all %d tokens, so nothing would be evicted. Choose a budget below %d or a longer text."
                    .formatted(budget, tokens, tokens));
        }
    }

    /// Whether it matters when keys are evicted; else every query is decided on anew, as if all keys were still there.
    default boolean hasTiming() {
        return true;
    }

    /// Which query heads share a cache.
    default Grouping grouping() {
        return Grouping.NONE;
    }

    /// The policy of one cache of a block; this one itself unless caches differ.
    default CachePolicy of(int block, int cache) {
        return this;
    }
}
