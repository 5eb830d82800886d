package org.diopter.engine;

import java.util.List;
import org.diopter.engine.cache.CacheMemory;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.HeadEvictions;
import org.diopter.engine.cache.PolicyOutcome;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.Progress;

/// What the caches of an open model keep under policies, and what that does to a text. Works on the caller's thread; studies run before and after it, not
/// meanwhile, where both evict keys. Closing the model ends it.
public interface CacheWork {
    /// What some policies keep of a study's text and what that does to its predictions, against everything kept.
    ///
    /// @param study whose own cache does not matter; its edits are in force throughout
    /// @param uses at least one
    /// @param progress gets policies, of one stage that the caller has begun
    /// @return one a use, in their order
    /// @throws org.diopter.model.UnusableInputException D-402 if a budget does not fit the text, D-403 if kernels are of another model
    List<PolicyOutcome> compare(Study study, List<CacheUse> uses, Progress progress, Cancellation cancellation);

    /// What one head makes of its keys under the study's policy, query by query.
    ///
    /// @param head query head
    /// @throws org.diopter.model.UnusableInputException D-205 if there is no such block or head
    HeadEvictions head(Study study, int block, int head, Cancellation cancellation);

    /// Runs a study's text with keys and values that really leave memory, token after token, and measures what they take. Edits are not in force.
    ///
    /// @throws org.diopter.model.UnusableInputException D-402 if they cannot leave under its policy
    CacheMemory drop(Study study, Progress progress, Cancellation cancellation);
}
