package org.diopter.app.command;

import java.io.IOException;
import java.nio.file.Path;
import org.diopter.model.UnusableInputException;
import org.diopter.model.store.Sha256;

<<<<<<< HEAD
/// A file that a study depends on, so that no other is taken for it.
///
/// @param path absolute
/// @param sha256 of its bytes, lower-case hexadecimal
record FileReference(String path, String sha256) {
=======
/// Which file a study reads, so that no other passes for it.
///
/// @param path absolute
/// @param sha256 of its bytes
record FileReference(String path, String sha256) {
    /// A file as it is now.
    ///
>>>>>>> main
    /// @throws UnusableInputException D-206 if it cannot be read
    static FileReference of(Path file) {
        return new FileReference(file.toAbsolutePath().normalize().toString(), hash(file));
    }

<<<<<<< HEAD
    /// The file, if it still is what it was.
    ///
    /// @throws UnusableInputException D-206 if it cannot be read, D-603 if its content is another
    Path unchanged() {
        Path file = Path.of(path);
        String now = hash(file);
        if (!now.equals(sha256)) {
            throw new UnusableInputException("D-603", "‘%s’ has changed (sha256 %.8s) since it was used (sha256 %.8s). Put the earlier one back in its place."
                    .formatted(path, now, sha256));
=======
    /// The file, if it is still the same.
    ///
    /// @throws UnusableInputException D-601 if it is not
    Path file() {
        Path file = Path.of(path);
        String found = hash(file);
        if (!found.equals(sha256)) {
            throw new UnusableInputException("D-601", "‘%s’ has changed since the study was recorded (sha256 %.8s, then %.8s). Put the file of then there."
                    .formatted(path, found, sha256));
>>>>>>> main
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
