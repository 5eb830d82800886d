package org.diopter.model.store;

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

/// Writes a file beside its place, makes sure that it is on the disk, and moves it there: whoever looks sees the old file or the new one, whole.
public final class AtomicFile {
    private AtomicFile() {}

    /// What a file holds.
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /// Something done to files.
    @FunctionalInterface
    public interface Step {
        void run() throws IOException;
    }

    /// @throws IOException if the file cannot be written: what was there is still there
    public static void write(Path file, Content content) throws IOException {
        write(file, content, () -> {});
    }

    /// @param beforeMove is done once the new file is on the disk
    /// @throws IOException if the file cannot be written: what was there is still there
    public static void write(Path file, Content content, Step beforeMove) throws IOException {
        // Not Files.createTempFile: its files are for their owner's eyes alone.
        Path temporary = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            beforeMove.run();
            move(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
