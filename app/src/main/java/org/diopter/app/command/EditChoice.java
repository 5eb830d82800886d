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

/// What is changed in a model, and what that is compared with.
///
/// @param stack the edits in force, as text
/// @param comparedWith the edits of the other run: `none` alone for the model as it is; empty where nothing is compared
record EditChoice(List<String> stack, List<String> comparedWith) {
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
    Study study(OpenModel model, TokenSequence tokens) {
        EditStack edits = isCompared() ? edits().alike(others(comparedWith)) : edits();
        return new Study(model.id(), tokens, new LensChoice.Logit(), edits);
    }

    /// The study that it is compared with, if it is.
    Optional<Study> baseline(OpenModel model, TokenSequence tokens) {
        return isCompared()
                ? Optional.of(new Study(model.id(), tokens, new LensChoice.Logit(), others(comparedWith).alike(edits())))
                : Optional.empty();
    }

    /// For people: `rank:block=3,matrix=mlp.down,rho=0.1 compared with none`.
    String inWords() {
        return words(stack) + (isCompared() ? " compared with " + words(comparedWith) : "");
    }

    private static String words(List<String> edits) {
        return edits.isEmpty() ? AS_IT_IS : String.join(" + ", edits);
    }
}
