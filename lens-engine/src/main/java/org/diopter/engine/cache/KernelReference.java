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

    /// The files of kernels in a folder, by name.
    ///
    /// @throws UnusableInputException D-403 if there are none
    static List<Path> files(Path folder) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, FILES)) {
            found.forEach(files::add);
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        if (files.isEmpty()) {
            throw new UnusableInputException(CODE, "There are no kernels in ‘%s’: no %s is there. Train some with train-less, or choose another folder."
                    .formatted(folder, FILES));
        }
        return files.stream().sorted().toList();
    }

    private static String hash(Path folder) {
        StringBuilder all = new StringBuilder();
        try {
            for (Path file : files(folder)) {
                all.append(file.getFileName()).append(' ').append(Sha256.of(file)).append('\n');
            }
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        return Sha256.of(all.toString());
    }

    static UnusableInputException unreadable(Path folder, IOException why) {
        return new UnusableInputException(CODE, "The kernels in ‘%s’ cannot be read: %s. Choose a folder written by ‘train-less’."
                .formatted(folder, UnusableInputException.reason(why)), why);
    }
}
