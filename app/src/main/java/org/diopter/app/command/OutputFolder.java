package org.diopter.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import org.diopter.model.UnusableInputException;

/// A folder that a command writes into.
///
/// @param path of the folder; it may not be there yet
record OutputFolder(Path path) {
    /// Looks whether it can be written, before the work begins.
    ///
    /// @throws UnusableInputException D-501 if not
    void check() {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new UnusableInputException("D-501", "‘%s’ is a file. Name a folder with --out.".formatted(path));
        }
        Path existing = path.toAbsolutePath().normalize();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            throw new UnusableInputException("D-501", "‘%s’ could not be written: ‘%s’ is no folder that can be written into.".formatted(path, existing));
        }
    }
}
