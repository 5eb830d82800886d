package org.diopter.model.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of a store, told from all others by their names: `KIND/ab/ab…-CONTENT`, the same with `.damaged`, and `PID-….tmp`.
record StoreFiles(Path root) {
    static final int KEY_DIGITS = 32;
    static final String DAMAGED = ".damaged";

    private static final Logger LOG = LoggerFactory.getLogger(StoreFiles.class);
    private static final Pattern ENTRY = Pattern.compile("[0-9a-f]{32}-[0-9a-f]{64}");
    private static final Pattern ENTRY_OR_DAMAGED = Pattern.compile(ENTRY.pattern() + "(\\.damaged)?");
    private static final Pattern TEMPORARY = Pattern.compile("([0-9]+)-[0-9a-f-]{36}\\.tmp");
    private static final Duration GRACE = Duration.ofMinutes(1); // a process on another machine that shares the folder writes more often
    private static final int DEPTH = 3;

    /// An entry on disk.
    record StoredFile(Path path, long bytes, Instant used) {}

    static boolean isEntry(Path path) {
        return ENTRY.matcher(name(path)).matches();
    }

    /// The hash that an entry's content must have.
    static String contentHash(Path entry) {
        return name(entry).substring(KEY_DIGITS + 1);
    }

    /// A name for a file in the making, with the number of this process.
    static String temporaryName() {
        return ProcessHandle.current().pid() + "-" + UUID.randomUUID() + ".tmp";
    }

    /// All entries, damaged ones too.
    List<StoredFile> all() {
        return matching(path -> ENTRY_OR_DAMAGED.matcher(name(path)).matches());
    }

    List<StoredFile> leastRecentlyUsedFirst() {
        return all().stream().sorted(Comparator.comparing(StoredFile::used)).toList();
    }

    /// Deletes what processes that are gone were writing.
    void removeLeftovers(Instant now) {
        for (StoredFile file : matching(path -> TEMPORARY.matcher(name(path)).matches())) {
            Matcher writer = TEMPORARY.matcher(name(file.path));
            boolean gone = writer.matches() && ProcessHandle.of(Long.parseLong(writer.group(1))).isEmpty();
            if (gone && file.used.isBefore(now.minus(GRACE))) {
                deleteQuietly(file.path);
            }
        }
    }

    /// Deletes a file if it is there.
    ///
    /// @return whether it is gone
    static boolean deleteQuietly(Path path) {
        try {
            Files.deleteIfExists(path);
            return true;
        } catch (IOException e) {
            LOG.debug("Not deleted: {}", path, e); // in use on Windows, say; the next time will do
            return false;
        }
    }

    private List<StoredFile> matching(Predicate<Path> wanted) {
        List<StoredFile> found = new ArrayList<>();
        if (!Files.isDirectory(root)) {
            return found;
        }
        try (Stream<Path> paths = Files.walk(root, DEPTH)) {
            for (Path path : (Iterable<Path>) paths.filter(path -> root.relativize(path).getNameCount() == DEPTH).filter(wanted)::iterator) {
                BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (attributes.isRegularFile()) {
                    found.add(new StoredFile(path, attributes.size(), attributes.lastModifiedTime().toInstant()));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("The store {} changes while it is listed", root, e);
        }
        return found;
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
