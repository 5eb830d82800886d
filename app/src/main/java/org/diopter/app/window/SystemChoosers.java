package org.diopter.app.window;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// The system's own choosers.
record SystemChoosers(Window owner) implements Choosers {
    @Override
    public Optional<Path> folder(String title) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(title);
        return Optional.ofNullable(chooser.showDialog(owner)).map(File::toPath);
    }

    @Override
    public List<Path> files(String title, String kind, List<String> patterns, boolean several) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters().setAll(new FileChooser.ExtensionFilter(kind, patterns));
        @Nullable List<File> chosen = several
                ? chooser.showOpenMultipleDialog(owner)
                : Optional.ofNullable(chooser.showOpenDialog(owner)).map(List::of).orElse(null);
        return chosen == null ? List.of() : chosen.stream().map(File::toPath).toList();
    }

    @Override
    public Optional<Path> save(String title, String proposed) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.setInitialFileName(proposed);
        return Optional.ofNullable(chooser.showSaveDialog(owner)).map(File::toPath);
    }
}
