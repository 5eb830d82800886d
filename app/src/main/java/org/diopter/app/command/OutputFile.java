package org.diopter.app.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.diopter.model.UnusableInputException;
import org.jspecify.annotations.Nullable;

/// A file that a command writes: whole or not at all, since it is written beside its place and moved there at the end.
///
/// @param path where it will be
record OutputFile(Path path) {
    private static final int BUFFER = 1 << 16;

    /// Writes a file's content.
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /// Looks whether the file could be written, before the work that fills it begins.
    ///
    /// @throws UnusableInputException D-501 if not
    void check() {
        Path folder = folder();
        if (Files.isDirectory(path)) {
            throw unwritable("it is a folder", null);
        }
        if (!Files.isDirectory(folder)) {
            throw unwritable("the folder ‘%s’ does not exist".formatted(folder), null);
        }
        if (!Files.isWritable(folder)) {
            throw unwritable("the folder ‘%s’ is read-only".formatted(folder), null);
        }
    }

    /// Writes the file, in place of one that is there.
    ///
    /// @throws UnusableInputException D-501 if it cannot be written; what was there before is still there then
    void write(Content content) {
        Path temporary = folder().resolve("." + path.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            move(temporary);
        } catch (IOException e) {
            throw unwritable(UnusableInputException.reason(e), e);
        } finally {
            delete(temporary);
        }
    }

    private void move(Path temporary) throws IOException {
        try {
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, path, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void delete(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw unwritable("‘%s’ is left behind and cannot be deleted".formatted(temporary), e);
        }
    }

    private Path folder() {
        Path parent = path.toAbsolutePath().normalize().getParent();
        return parent == null ? path.toAbsolutePath() : parent;
    }

    private UnusableInputException unwritable(String reason, @Nullable IOException cause) {
        return new UnusableInputException("D-501", "‘%s’ could not be written: %s. Choose another folder.".formatted(path, reason), cause);
    }
}
