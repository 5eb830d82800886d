package org.diopter.views.figure;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.diopter.model.UnusableInputException;
import org.jspecify.annotations.Nullable;

/// Writes a file so that a reader sees the old one or the whole new one, never a part.
final class AtomicFile {
    private AtomicFile() {}

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
            // Not Files.createTempFile: its files are for their owner's eyes alone.
            Path temporary = folder.resolve("." + place.getFileName() + "." + UUID.randomUUID() + ".part");
            try {
                try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                    ByteBuffer rest = ByteBuffer.wrap(bytes);
                    while (rest.hasRemaining()) {
                        channel.write(rest);
                    }
                    channel.force(true);
                }
                move(temporary, place);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (AccessDeniedException e) {
            throw unwritable(file, "the folder is read-only", e);
        } catch (NoSuchFileException e) {
            throw unwritable(file, "the folder is gone", e);
        } catch (IOException e) {
            throw unwritable(file, Files.isWritable(folder) ? String.valueOf(e.getMessage()) : "the folder is read-only", e);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static UnusableInputException unwritable(Path file, String reason, @Nullable Throwable cause) {
        return new UnusableInputException("D-501", "‘" + file.getFileName() + "’ could not be written: " + reason + ". Choose another folder.", cause);
    }
}
