package org.diopter.engine.causal;

import java.io.IOException;
import java.nio.file.Path;
import org.diopter.model.UnusableInputException;
import org.diopter.model.store.Sha256;

/// Names the file of a basis so that no other can stand for it.
///
/// @param file absolute
/// @param sha256 of its bytes
public record BasisReference(Path file, String sha256) {
    public BasisReference {
        file = file.toAbsolutePath().normalize();
    }

    /// The file as it is now.
    ///
    /// @throws UnusableInputException D-305 if it cannot be read
    public static BasisReference of(Path file) {
        return new BasisReference(file, hash(file));
    }

    /// Reads the basis.
    ///
    /// @throws UnusableInputException D-305 if the file is not there, is another by now, or holds no basis
    public CausalBasis read() {
        String found = hash(file);
        if (!found.equals(sha256)) {
            throw new UnusableInputException(BasisFile.CODE, "‘%s’ holds other directions (sha256 %.8s) than were named (%.8s). Choose the file again."
                    .formatted(file.getFileName(), found, sha256));
        }
        return BasisFile.read(file);
    }

    private static String hash(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw new UnusableInputException(BasisFile.CODE, "The basis ‘%s’ cannot be read: %s. Choose a file written by ‘basis’."
                    .formatted(file, UnusableInputException.reason(e)), e);
        }
    }
}
