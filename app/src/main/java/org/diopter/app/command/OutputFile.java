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
import org.diopter.views.figure.Numbers;
import org.jspecify.annotations.Nullable;

/// A file that a command writes. A regular one is whole or not at all, since it is written beside its place and moved there at the end; a symbolic link
/// stays and its target is written. Into a device, a pipe or an open descriptor the bytes are streamed.
///
/// @param path where it will be
record OutputFile(Path path) {
    private static final int BUFFER = 1 << 16;
    /// As many as Linux follows.
    private static final int MOST_LINKS = 40;

    /// Writes a file's content.
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /// Looks whether the file could be written, before the work that fills it begins.
    ///
    /// @throws UnusableInputException D-501 if not
    void check() {
        Path target = target();
        Path folder = folder(target);
        if (Files.isDirectory(target)) {
            throw unwritable("it is a folder", null);
        }
        if (isStream()) {
            if (!Files.isWritable(target)) {
                throw unwritable("it cannot be opened for writing", null);
            }
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw unwritable("the folder ‘%s’ does not exist".formatted(folder), null);
        }
        if (!Files.isWritable(folder)) {
            throw unwritable("the folder ‘%s’ is read-only".formatted(folder), null);
        }
    }

    /// Whether it is a device, a pipe or an open descriptor: something that takes bytes and cannot be replaced.
    boolean isStream() {
        Path target = target();
        return Files.exists(target) && !Files.isDirectory(target) && (isOfTheSystem(target) || !Files.isRegularFile(target));
    }

    /// Writes the file, in place of one that is there.
    ///
    /// @throws UnusableInputException D-501 if it cannot be written; a regular file that was there before is still there then
    void write(Content content) {
        if (isStream()) {
            stream(content);
        } else {
            replace(target(), content);
        }
    }

    /// What is said once it is written.
    String written() {
        return isStream() ? "Wrote into %s.".formatted(path) : "Wrote %s, %s.".formatted(path, Numbers.bytes(path.toFile().length()));
    }

    private void stream(Content content) {
        try (OutputStream out = new BufferedOutputStream(
                Files.newOutputStream(target(), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING), BUFFER)) {
            content.writeTo(out);
        } catch (IOException e) {
            throw unwritable(UnusableInputException.reason(e), e);
        }
    }

    private void replace(Path target, Content content) {
        Path temporary = folder(target).resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            move(temporary, target);
        } catch (IOException e) {
            throw unwritable(UnusableInputException.reason(e), e);
        } finally {
            delete(temporary);
        }
    }

    private static void move(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void delete(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw unwritable("‘%s’ is left behind and cannot be deleted".formatted(temporary), e);
        }
    }

    /// Where links lead. Those of the system stand for what a process has open and are opened as they are.
    private Path target() {
        Path target = path.toAbsolutePath();
        for (int link = 0; link < MOST_LINKS && Files.isSymbolicLink(target) && !isOfTheSystem(target); link++) {
            try {
                target = target.resolveSibling(Files.readSymbolicLink(target));
            } catch (IOException e) {
                throw unwritable(UnusableInputException.reason(e), e);
            }
        }
        if (Files.isSymbolicLink(target) && !isOfTheSystem(target)) {
            throw unwritable("its symbolic links lead in a circle", null);
        }
        return target;
    }

    private static boolean isOfTheSystem(Path target) {
        return target.startsWith("/dev") || target.startsWith("/proc");
    }

    private static Path folder(Path target) {
        Path parent = target.getParent();
        return parent == null ? target : parent;
    }

    private UnusableInputException unwritable(String reason, @Nullable IOException cause) {
        return new UnusableInputException("D-501", "‘%s’ could not be written: %s. Choose another folder.".formatted(path, reason), cause);
    }
}
