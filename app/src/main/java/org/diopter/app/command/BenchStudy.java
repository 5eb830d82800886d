package org.diopter.app.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How fast a model is here.
///
/// @param model or null for random weights of GPT-2's shape
/// @param lengths of the prompts, in tokens
/// @param against the file with what others took, or null
record BenchStudy(@Nullable ModelReference model, List<Integer> lengths, @Nullable String against, EngineChoice engine) implements RecordedStudy {
    BenchStudy {
        lengths = List.copyOf(lengths);
    }

    @Override
    public BenchStudy with(EngineChoice other) {
        return new BenchStudy(model, lengths, against, other);
    }
}
