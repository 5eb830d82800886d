package org.diopter.app.command;

import java.util.List;
import org.diopter.engine.edit.EditStack;
import org.diopter.views.cache.HeadValuesMap;
import org.jspecify.annotations.Nullable;

/// The values that heads have of their own under a policy, as a map.
///
/// @param text on whose first piece they are chosen, and of whose length a share is
/// @param chosen what is chosen; null where the policy has values of heads already
/// @param value which one is shown
/// @param edits in force while they are chosen, as text
record HeadPoliciesFigureStudy(
        ModelReference model,
        CacheText text,
        CacheChoice cache,
        @Nullable HeadChoice chosen,
        HeadValuesMap.Value value,
        List<String> edits,
        Paper paper,
        EngineChoice engine)
        implements FigureStudy {
    HeadPoliciesFigureStudy {
        edits = List.copyOf(edits);
        EditStack.parse(edits);
    }

    @Override
    public FigureSource source() {
        return text.source();
    }

    @Override
    public String changes() {
        return EditChoice.words(edits);
    }

    @Override
    public String policy() {
        return cache.use().text();
    }

    @Override
    public HeadPoliciesFigureStudy with(EngineChoice other) {
        return new HeadPoliciesFigureStudy(model, text, cache, chosen, value, edits, paper, other);
    }
}
