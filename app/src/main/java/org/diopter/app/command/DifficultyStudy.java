package org.diopter.app.command;

import org.jspecify.annotations.Nullable;

/// How deep the answers of a task's examples are predicted.
///
/// @param examples JSON lines of prompts with options and the right one, see [org.diopter.engine.data.OptionPromptFile]
/// @param ordering a file with a number for each example, one a line, or null
record DifficultyStudy(ModelReference model, LensReference lens, FileReference examples, @Nullable FileReference ordering, EngineChoice engine)
        implements RecordedStudy {
    @Override
    public DifficultyStudy with(EngineChoice other) {
        return new DifficultyStudy(model, lens, examples, ordering, other);
    }
}
