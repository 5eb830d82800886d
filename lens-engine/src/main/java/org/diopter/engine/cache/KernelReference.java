package org.diopter.engine.cache;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.diopter.model.UnusableInputException;
import org.diopter.model.store.Sha256;

/// Names a folder of LESS kernels so that no others can stand for them.
///
/// @param folder absolute, with one file a block
/// @param sha256 of the names and bytes of its files
public record KernelReference(Path folder, String sha256) {
    private static final String FILES = "block-*.safetensors";
    private static final String CODE = "D-403";

    public KernelReference {
        folder = folder.toAbsolutePath().normalize();
    }

    /// The folder as it is now.
    ///
    /// @throws UnusableInputException D-403 if there are no kernels in it
    public static KernelReference of(Path folder) {
        return new KernelReference(folder, hash(folder));
    }

    /// @throws UnusableInputException D-403 if other kernels are there by now
    public Path requireSame() {
        String found = hash(folder);
        if (!found.equals(sha256)) {
            throw new UnusableInputException(CODE, "‘%s’ holds other kernels (sha256 %.8s) than were named (%.8s). Choose the folder again."
                    .formatted(folder.getFileName(), found, sha256));
        }
        return folder;
    }

    private static String hash(Path folder) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, FILES)) {
            found.forEach(files::add);
            if (files.isEmpty()) {
                throw new UnusableInputException(CODE, "There are no kernels in ‘%s’: no %s is there. Train some with train-less, or choose another folder."
                        .formatted(folder, FILES));
            }
            StringBuilder all = new StringBuilder();
            for (Path file : files.stream().sorted().toList()) {
                all.append(file.getFileName()).append(' ').append(Sha256.of(file)).append('\n');
            }
            return Sha256.of(all.toString());
        } catch (IOException e) {
            throw new UnusableInputException(CODE, "The kernels in ‘%s’ cannot be read: %s. Choose a folder written by ‘train-less’."
                    .formatted(folder, UnusableInputException.reason(e)), e);
        }
    }
}
