package org.diopter.app.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A file that is the old one or the new one, whenever the program or the machine ends: it is written beside its place, forced to the disk and moved
/// there. The one before it stays as its backup.
///
/// @param path where it is; the target of a symbolic link is written, and the link stays
public record SafeFile(Path path) {
    /// Where the file before this one is.
    public Path backup() {
        return beside("", ".bak");
    }

    private Path beside(String prefix, String suffix) {
        Path target = target();
        return target.resolveSibling(prefix + target.getFileName() + suffix);
    }

    private Path target() {
        try {
            return Files.isSymbolicLink(path) ? path.toRealPath() : path.toAbsolutePath();
        } catch (IOException leadsNowhere) {
            return path.toAbsolutePath();
        }
    }

    /// Writes the file in place of the one before. The folder is made if it is not there.
    ///
    /// @throws IOException if it could not be written; the one before is still there then
    public void write(byte[] bytes) throws IOException {
        Path target = target();
        Path folder = target.resolveSibling("");
        Files.createDirectories(folder);
        Path fresh = beside(".", ".new");
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                for (ByteBuffer left = ByteBuffer.wrap(bytes); left.hasRemaining();) {
                    channel.write(left);
                }
                channel.force(true);
            }
            if (Files.isRegularFile(target)) {
                keep(target);
            }
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            force(folder);
        } catch (IOException problem) {
            Files.deleteIfExists(fresh);
            throw problem;
        }
    }

    /// A second name for the file as it is, so that there is no moment without it; a copy where the disk knows no second names.
    private void keep(Path target) throws IOException {
        Path second = beside(".", ".bak");
        Files.deleteIfExists(second);
        try {
            Files.createLink(second, target);
        } catch (IOException | UnsupportedOperationException noLinks) {
            Files.copy(target, second, LinkOption.NOFOLLOW_LINKS);
        }
        Files.move(second, backup(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /// The move itself lasts once the folder is on the disk. Not every system lets a folder be forced; the file is whole all the same.
    private static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notHere) {
            return;
        }
    }

    /// Deletes the file, its backup, and what a broken-off write has left.
    public void delete() throws IOException {
        for (Path file : new Path[] {target(), backup(), beside(".", ".new"), beside(".", ".bak")}) {
            Files.deleteIfExists(file);
        }
    }
}
