package org.diopter.app.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A text, and questions, under cache policies.
///
/// @param policies in the order given
/// @param edits in force throughout, as text
/// @param chosen for which settings every head also gets a value of its own, or null
/// @param dropped whether keys also really leave memory, to measure what they take
/// @param task the questions, or null
/// @param shots how many examples stand before a question: 0 or 1
/// @param written how many tokens are written after the first text under each policy
/// @param unit of logarithms: `nats` or `bits`
record CacheStudy(
        ModelReference model,
        CacheText text,
        List<CacheChoice> policies,
        List<String> edits,
        @Nullable HeadChoice chosen,
        boolean dropped,
        @Nullable TaskChoice task,
        int shots,
        int written,
        String unit,
        EngineChoice engine)
        implements RecordedStudy {
    CacheStudy {
        policies = List.copyOf(policies);
        edits = List.copyOf(edits);
        FigureWords.unit(unit);
        if (shots < 0 || shots > 1 || written < 0) {
            throw new IllegalArgumentException("%d shots, %d tokens".formatted(shots, written));
        }
    }

    @Override
    public CacheStudy with(EngineChoice other) {
        return new CacheStudy(model, text, policies, edits, chosen, dropped, task, shots, written, unit, other);
    }
}
