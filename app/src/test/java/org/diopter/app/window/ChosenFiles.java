package org.diopter.app.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Choosers that answer with given files.
///
/// @param chosen what the user would choose; may change
record ChosenFiles(List<Path> chosen) implements Choosers {
    @Override
    public Optional<Path> folder(String title) {
        return chosen.stream().findFirst();
    }

    @Override
    public List<Path> files(String title, String kind, List<String> patterns, boolean several) {
        return List.copyOf(chosen);
    }

    @Override
    public Optional<Path> save(String title, String proposed) {
        return chosen.stream().findFirst();
    }
}
