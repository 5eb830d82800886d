package org.diopter.engine;

import org.diopter.engine.edit.EditStack;
import org.diopter.model.tokenizer.TokenSequence;

/// What is computed, as a value: everything on the screen is a function of it. Every action of the user makes a new one; undo is the previous one.
///
/// @param model the model that runs
/// @param tokens what it reads, at least one
/// @param lens how its residual stream is read
/// @param edits what is changed in the model, in order
public record Study(ModelId model, TokenSequence tokens, LensChoice lens, EditStack edits) {
    /// Of the model as it is.
    public Study(ModelId model, TokenSequence tokens, LensChoice lens) {
        this(model, tokens, lens, EditStack.NONE);
    }
}
