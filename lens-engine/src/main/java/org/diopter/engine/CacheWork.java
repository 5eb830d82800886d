package org.diopter.engine;

import java.util.List;
import org.diopter.engine.cache.BudgetSearch;
import org.diopter.engine.cache.CacheMemory;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.HeadEvictions;
import org.diopter.engine.cache.HeadPolicies;
import org.diopter.engine.cache.PolicyOutcome;
import org.diopter.engine.cache.less.LessPlan;
import org.diopter.engine.cache.less.LessTraining;
import org.diopter.engine.cache.less.TrainedKernels;
import org.diopter.engine.data.Outcome;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;

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
    default List<PolicyOutcome> compare(Study study, List<CacheUse> uses, Progress progress, Cancellation cancellation) {
        return compare(study, study, uses, progress, cancellation);
    }

    /// The same against another study of the same tokens with everything kept, such as the model as it is.
    ///
    /// @param baseline whose own cache does not matter; its edits should be [alike][org.diopter.engine.edit.EditStack#alike] the study's
    List<PolicyOutcome> compare(Study baseline, Study study, List<CacheUse> uses, Progress progress, Cancellation cancellation);

    /// What one head makes of its keys under the study's policy, query by query.
    ///
    /// @param head query head
    /// @throws org.diopter.model.UnusableInputException D-205 if there is no such block or head
    HeadEvictions head(Study study, int block, int head, Cancellation cancellation);

    /// Runs a study's text with keys and values that really leave memory, token after token, and measures what they take. Edits are not in force.
    ///
    /// @throws org.diopter.model.UnusableInputException D-402 if they cannot leave under its policy
    CacheMemory drop(Study study, Progress progress, Cancellation cancellation);

    /// Refuses what [#drop] would refuse, before anything is run.
    ///
    /// @param tokens of the text
    /// @throws org.diopter.model.UnusableInputException D-402 if keys cannot leave memory under a policy
    void requireDrop(CacheUse use, int tokens);

    /// Gives every cache of the model a budget and an α of its own, so that the predictions of a text suffer as little as possible, or as much attention as
    /// possible is retained on it, while the total stays.
    ///
    /// @param study whose edits and timing are in force; its policy's budget times the number of caches is the total. What is chosen on its text is to be
    ///     judged on another
    /// @param progress gets trials, of one stage that the caller has begun
    /// @throws org.diopter.model.UnusableInputException D-402 if the policy has no scores, or would evict nothing
    HeadPolicies choose(Study study, BudgetSearch.Choices choices, Progress progress, Cancellation cancellation);

    /// Lets the model go on with a study's text under its policy, always by the likeliest token. Where the policy and the study allow it, keys really leave
    /// memory.
    ///
    /// @param newTokens how many are written; a ratio is of the text with them
    /// @param progress gets tokens, of one stage that the caller has begun
    /// @return the text with what was written
    TokenSequence write(Study study, int newTokens, Progress progress, Cancellation cancellation);

    /// Refuses what [#evaluate] would refuse, before anything is run.
    ///
    /// @param items indices into the task's items
    /// @throws org.diopter.model.UnusableInputException D-106 without a tokenizer, D-403 if the task has no answers to choose from, D-201 if an item is too long
    ///     for the model, D-402 if one is too short for the share that a policy keeps
    void requireTask(Task task, int[] items, List<CacheUse> uses);

    /// Measures a policy on questions with answers to choose from, as lm-eval counts `acc`.
    ///
    /// @param items indices into the task's items
    /// @param progress gets items, of one stage that the caller has begun
    /// @throws org.diopter.model.UnusableInputException D-106 without a tokenizer, D-403 if the task has no answers to choose from
    List<Outcome> evaluate(Task task, EditStack edits, CacheUse use, int[] items, Progress progress, Cancellation cancellation);

    /// Whether a training of this text and plan is in the store, so that it can go on.
    boolean hasBegun(LessPlan plan, TrainingText text);

    /// Trains the kernels of one block. Each epoch is kept in the store under model, text and plan, and the training goes on from there if it was broken off.
    ///
    /// @param resume whether to go on from where an earlier training of the same text and plan was broken off
    /// @param listener hears of epochs
    /// @param cancellation ends the training: the best epoch so far is its result
    /// @throws org.diopter.model.UnusableInputException D-403 if the block has no kernels, D-402 if nothing would be evicted
    /// @throws org.diopter.model.CancelledException if cancelled before the first epoch was done
    TrainedKernels trainLess(LessPlan plan, TrainingText text, boolean resume, LessTraining.Listener listener, Cancellation cancellation);
}
