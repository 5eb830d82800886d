package org.diopter.app.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Study;
import org.diopter.engine.edit.EditStack;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;

/// What is changed in a model and in what its caches keep, and what that is compared with.
///
/// @param stack the edits in force, as text
/// @param comparedWith the edits of the other run: `none` alone for no edits; empty where nothing is compared
/// @param cache what stays in the caches
/// @param comparedCache what stays in those of the other run
record EditChoice(List<String> stack, List<String> comparedWith, CacheChoice cache, CacheChoice comparedCache) {
    /// The model as it is, compared with nothing.
    static final EditChoice NONE = new EditChoice(List.of(), List.of());
    /// The word for the model as it is.
    static final String AS_IT_IS = "none";

    /// Edits are kept as they write themselves: a basis that was named by its file alone is from now on named by its hash too.
    ///
    /// @throws UnusableInputException D-205 if an edit cannot be read
    EditChoice {
        stack = EditStack.parse(stack).texts();
        if (comparedWith.contains(AS_IT_IS) && comparedWith.size() > 1) {
            throw new UnusableInputException("D-205", "‘none’ is the model as it is, so no edit can stand beside it. Leave one of them out.");
        }
        comparedWith = comparedWith.equals(List.of(AS_IT_IS)) ? List.of(AS_IT_IS) : EditStack.parse(comparedWith).texts();
    }

    /// With everything kept.
    EditChoice(List<String> stack, List<String> comparedWith) {
        this(stack, comparedWith, CacheChoice.FULL, CacheChoice.FULL);
    }

    private static EditStack others(List<String> texts) {
        return EditStack.parse(texts.equals(List.of(AS_IT_IS)) ? List.of() : texts);
    }

    /// The edits in force.
    EditStack edits() {
        return EditStack.parse(stack);
    }

    @JsonIgnore
    boolean isCompared() {
        return !comparedWith.isEmpty();
    }

    /// The study with the edits in force; where it is compared, through the same kinds of sessions as the other.
    Study study(OpenModel model, TokenSequence tokens, LensChoice lens) {
        return isCompared()
                ? new Study(model.id(), tokens, lens, edits().alike(others(comparedWith)), cache.use().alike(comparedCache.use()))
                : new Study(model.id(), tokens, lens, edits(), cache.use());
    }

    /// The study that it is compared with, if it is.
    Optional<Study> baseline(OpenModel model, TokenSequence tokens, LensChoice lens) {
        return isCompared()
                ? Optional.of(new Study(model.id(), tokens, lens, others(comparedWith).alike(edits()), comparedCache.use().alike(cache.use())))
                : Optional.empty();
    }

    /// For people: `rank:block=3,matrix=mlp.down,rho=0.1 compared with none`.
    String inWords() {
        return words(stack) + (isCompared() ? " compared with " + words(comparedWith) : "");
    }

    /// The policy for people: `local:recent=64, streaming compared with full`; `none` where everything stays.
    String policyInWords() {
        if (cache.isFull() && comparedCache.isFull()) {
            return AS_IT_IS;
        }
        return cache.use().text() + (isCompared() && !comparedCache.equals(cache) ? " compared with " + comparedCache.use().text() : "");
    }

    /// What it is compared with, for people: `edits none`, `edits none, cache local:recent=64, streaming`.
    String comparedInWords() {
        return "edits " + words(comparedWith) + (cache.equals(comparedCache) ? "" : ", cache " + comparedCache.use().text());
    }

    /// Edits for people.
    static String words(List<String> edits) {
        return edits.isEmpty() ? AS_IT_IS : String.join(" + ", edits);
    }
}
