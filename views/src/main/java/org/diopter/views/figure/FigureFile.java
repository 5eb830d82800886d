package org.diopter.views.figure;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.diopter.model.UnusableInputException;
import org.diopter.model.store.AtomicFile;
import org.jspecify.annotations.Nullable;

/// Writes a figure's file whole or not at all, and says why where it cannot.
final class FigureFile {
    private FigureFile() {}

    static void write(Path file, byte[] bytes) {
        Path place = file.toAbsolutePath();
        Path folder = place.getParent();
        if (folder == null || Files.isDirectory(place)) {
            throw unwritable(file, "it is a folder", null);
        }
        if (!Files.isDirectory(folder)) {
            throw unwritable(file, "the folder ‘" + folder.getFileName() + "’ does not exist", null);
        }
        try {
            AtomicFile.write(place, out -> out.write(bytes));
        } catch (AccessDeniedException e) {
            throw unwritable(file, "the folder is read-only", e);
        } catch (NoSuchFileException e) {
            throw unwritable(file, "the folder is gone", e);
        } catch (IOException e) {
            throw unwritable(file, Files.isWritable(folder) ? String.valueOf(e.getMessage()) : "the folder is read-only", e);
        }
    }

    private static UnusableInputException unwritable(Path file, String reason, @Nullable Throwable cause) {
        return new UnusableInputException("D-501", "‘" + file.getFileName() + "’ could not be written: " + reason + ". Choose another folder.", cause);
    }
}
