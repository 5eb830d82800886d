package org.diopter.engine;

import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.edit.EditStack;
import org.diopter.model.tokenizer.TokenSequence;

/// What is computed, as a value: everything on the screen is a function of it. Every action of the user makes a new one; undo is the previous one.
///
/// Where edits and a policy touch the same block, its weights are edited first, then its attention runs under the policy, then the state that leaves it is
/// ablated.
///
/// @param model the model that runs
/// @param tokens what it reads, at least one
/// @param lens how its residual stream is read
/// @param edits what is changed in the model, in order
/// @param cache which keys and values stay while it reads
public record Study(ModelId model, TokenSequence tokens, LensChoice lens, EditStack edits, CacheUse cache) {
    /// With everything kept.
    public Study(ModelId model, TokenSequence tokens, LensChoice lens, EditStack edits) {
        this(model, tokens, lens, edits, CacheUse.FULL);
    }

    /// Of the model as it is.
    public Study(ModelId model, TokenSequence tokens, LensChoice lens) {
        this(model, tokens, lens, EditStack.NONE);
    }

    /// The same through another lens.
    public Study with(LensChoice other) {
        return new Study(model, tokens, other, edits, cache);
    }

    /// The same under another policy.
    public Study with(CacheUse other) {
        return new Study(model, tokens, lens, edits, other);
    }

    /// Whether the model runs as it is.
    boolean isPlain() {
        return edits.isEmpty() && !cache.needsParts();
    }
}
