package org.diopter.model.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.diopter.model.UnusableInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files that can be computed again (decompositions, lenses, bases, kernels), found by their kind and by a key that says all they depend on.
///
/// An entry is one file, written whole or not at all. Its name holds the hash of the key and the hash of the content, so a damaged entry is noticed:
/// it is set aside as `.damaged` and counts as absent. Above a number of bytes the entries that were not used for longest go. Several threads and
/// processes may share a store.
public final class ArtefactStore {
    private static final Logger LOG = LoggerFactory.getLogger(ArtefactStore.class);
    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,40}");

    private final Path root;
    private final long maxBytes;
    private final StoreFiles files;
    private final Map<Path, Long> intact = new ConcurrentHashMap<>(); // sizes of the entries whose content this process has checked
    private volatile Consumer<UnusableInputException> notWritten = _ -> {};
    private long atMost = -1; // bytes when last listed and what was written since; -1 before

    /// What an entry consists of.
    @FunctionalInterface
    public interface Content {
        /// Writes everything, from the first byte to the last; the stream is buffered and closed by the store.
        void writeTo(OutputStream out) throws IOException;
    }

    /// Opens a store and removes what crashed processes left half written. The folder comes into being with the first entry.
    ///
    /// @param root a folder of the store's own; other files in it are never touched
    /// @param maxBytes what all entries together may take
    public ArtefactStore(Path root, long maxBytes) {
        this.root = root.toAbsolutePath().normalize();
        this.maxBytes = maxBytes;
        this.files = new StoreFiles(this.root);
        files.removeLeftovers(Instant.now());
    }

    /// Hears of every entry that could not be written, beside the caller, who may go on without: somebody should say so.
    public void whenNotWritten(Consumer<UnusableInputException> act) {
        notWritten = act;
    }

    /// An entry whose content is intact. It counts as used now.
    ///
    /// @param kind what sort of artefact, such as `decomposition`
    /// @param key all it depends on: weights' identity, settings, version of the algorithm
    public Optional<Path> find(String kind, String key) {
        String prefix = Sha256.of(key).substring(0, StoreFiles.KEY_DIGITS);
        try (DirectoryStream<Path> candidates = Files.newDirectoryStream(folder(kind, prefix), prefix + "-*")) {
            for (Path candidate : candidates) {
                if (StoreFiles.isEntry(candidate) && isIntact(candidate)) {
                    touch(candidate);
                    return Optional.of(candidate);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("The store {} cannot be read", root, e);
        }
        return Optional.empty();
    }

    /// Writes an entry, in place of one of the same kind and key, and makes room for it. What is written stays even if it alone is above the limit.
    ///
    /// @return the file; a later [#write] may remove it
    /// @throws UnusableInputException if it cannot be written, for instance because the disk is full; nothing is left behind
    public Path write(String kind, String key, Content content) {
        String prefix = Sha256.of(key).substring(0, StoreFiles.KEY_DIGITS);
        Path folder = folder(kind, prefix);
        Path temporary = folder.resolve(StoreFiles.temporaryName());
        CountingStream counted = null;
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                counted = new CountingStream(Channels.newOutputStream(channel));
                OutputStream buffered = new BufferedOutputStream(counted, 1 << 16);
                content.writeTo(buffered);
                buffered.flush();
                channel.force(true);
            }
            Path entry = folder.resolve(prefix + "-" + counted.hash());
            replace(temporary, entry, prefix);
            intact.put(entry, counted.bytes());
            makeRoom(entry, counted.bytes());
            return entry;
        } catch (IOException e) {
            UnusableInputException problem = new UnusableInputException("D-503",
                    "The store ‘%s’ could not be written: %s after %d bytes. Free some space, or choose another folder with DIOPTER_HOME."
                    .formatted(root, UnusableInputException.reason(e), counted == null ? 0 : counted.bytes()), e);
            notWritten.accept(problem);
            throw problem;
        } finally {
            StoreFiles.deleteQuietly(temporary);
        }
    }

    /// Sets an entry aside whose content its reader cannot use: it counts as absent from now on.
    public void setAside(String kind, String key) {
        find(kind, key).ifPresent(this::setAside);
    }

    /// The bytes of all entries, damaged ones too.
    public long size() {
        return files.all().stream().mapToLong(StoreFiles.StoredFile::bytes).sum();
    }

    /// How many bytes the disk has room for, `Long.MAX_VALUE` if it does not say.
    public long freeBytes() {
        Path existing = root;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            return Files.getFileStore(existing).getUsableSpace();
        } catch (IOException e) {
            LOG.debug("The room at {} is not known", existing, e);
            return Long.MAX_VALUE;
        }
    }

    /// Deletes entries. Files that are not the store's own stay.
    ///
    /// @param but kinds whose entries stay
    public void clear(Set<String> but) {
        files.all().stream().filter(file -> !but.contains(root.relativize(file.path()).getName(0).toString())).forEach(file -> StoreFiles.deleteQuietly(file.path()));
        intact.clear();
    }

    private Path folder(String kind, String prefix) {
        if (!KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException("no name for a kind of artefact: " + kind);
        }
        return root.resolve(kind).resolve(prefix.substring(0, 2));
    }

    private boolean isIntact(Path entry) throws IOException {
        long bytes;
        try {
            bytes = Files.size(entry);
        } catch (NoSuchFileException e) {
            return false; // another process made room
        }
        Long checked = intact.get(entry);
        if (checked != null && checked == bytes) {
            return true;
        }
        if (Sha256.of(entry).equals(StoreFiles.contentHash(entry))) {
            intact.put(entry, bytes);
            return true;
        }
        setAside(entry);
        return false;
    }

    private void setAside(Path entry) {
        intact.remove(entry);
        try {
            Files.move(entry, entry.resolveSibling(entry.getFileName() + StoreFiles.DAMAGED), StandardCopyOption.REPLACE_EXISTING);
            LOG.warn("Damaged and set aside: {}", entry);
        } catch (IOException e) {
            LOG.warn("Damaged: {}", entry, e);
        }
    }

    private synchronized void replace(Path temporary, Path entry, String prefix) throws IOException {
        Files.move(temporary, entry, StandardCopyOption.ATOMIC_MOVE);
        try (DirectoryStream<Path> sameKey = Files.newDirectoryStream(entry.resolveSibling("."), prefix + "-*")) {
            for (Path other : sameKey) {
                if (StoreFiles.isEntry(other) && !String.valueOf(other.getFileName()).equals(String.valueOf(entry.getFileName()))) {
                    StoreFiles.deleteQuietly(other);
                }
            }
        }
    }

    private static void touch(Path entry) {
        try {
            Files.setLastModifiedTime(entry, FileTime.from(Instant.now()));
        } catch (IOException e) {
            LOG.debug("The time of use is not kept: {}", entry, e); // a store that can only be read still serves
        }
    }

    private synchronized void makeRoom(Path justWritten, long written) {
        atMost = atMost < 0 ? size() : atMost + written;
        if (atMost <= maxBytes) {
            return; // the folder is listed only when it may be full
        }
        atMost = size();
        for (StoreFiles.StoredFile file : files.leastRecentlyUsedFirst()) {
            if (atMost <= maxBytes) {
                return;
            }
            if (!file.path().equals(justWritten) && StoreFiles.deleteQuietly(file.path())) {
                intact.remove(file.path());
                atMost -= file.bytes();
            }
        }
    }
}
