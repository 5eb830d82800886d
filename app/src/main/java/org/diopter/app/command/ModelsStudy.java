package org.diopter.app.command;

import java.util.List;

/// What can be opened here.
///
/// @param in folders that are looked into beside the usual places
record ModelsStudy(List<String> in, EngineChoice engine) implements RecordedStudy {
    ModelsStudy {
        in = List.copyOf(in);
    }

    @Override
    public ModelsStudy with(EngineChoice other) {
        return new ModelsStudy(in, other);
    }
}
