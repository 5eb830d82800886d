package org.diopter.app.command;

import java.io.IOException;
import java.nio.file.Path;
import org.diopter.model.UnusableInputException;
import org.diopter.model.store.Sha256;

/// Which file a study reads, so that no other passes for it.
///
/// @param path absolute
/// @param sha256 of its bytes
record FileReference(String path, String sha256) {
    /// A file as it is now.
    ///
    /// @throws UnusableInputException D-206 if it cannot be read
    static FileReference of(Path file) {
        return new FileReference(file.toAbsolutePath().normalize().toString(), hash(file));
    }

    /// The file, if it is still the same.
    ///
    /// @throws UnusableInputException D-601 if it is not
    Path file() {
        Path file = Path.of(path);
        String found = hash(file);
        if (!found.equals(sha256)) {
            throw new UnusableInputException("D-601", "‘%s’ has changed since the study was recorded (sha256 %.8s, then %.8s). Put the file of then there."
                    .formatted(path, found, sha256));
        }
        return file;
    }

    private static String hash(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw new UnusableInputException("D-206", "%s cannot be read: %s.".formatted(file, UnusableInputException.reason(e)), e);
        }
    }
}
