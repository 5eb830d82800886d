package org.diopter.model.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import org.diopter.model.UnusableInputException;

/// The folder of one commit in a cache: every file is a relative link to its bytes in `blobs`, or a copy where there are no links.
///
/// @param repository the repository's folder in the cache
/// @param links makes links
record SnapshotFolder(Path repository, String commit, Links links) {

    /// Makes symbolic links, where the file system can.
    @FunctionalInterface
    interface Links {
        /// @param target relative to the link's folder
        void link(Path link, Path target) throws IOException;

        static Links symbolic() {
            return (link, target) -> Files.createSymbolicLink(link, target);
        }
    }

    Path path() {
        return repository.resolve("snapshots").resolve(commit);
    }

    /// Puts files in and, once all of them are there, lets the reference name them: an interrupted download never looks like a model.
    ///
    /// @param revision whose reference names the commit from now on
    /// @throws UnusableInputException D-707 if it cannot be written
    void publish(List<HubFile> files, String revision) {
        try {
            for (HubFile file : files) {
                put(file);
            }
            if (!revision.equals(commit)) {
                refer(revision);
            }
        } catch (IOException e) {
            throw new UnusableInputException("D-707", "‘%s’ could not be written: %s. What was downloaded is kept."
                    .formatted(path(), UnusableInputException.reason(e)), e);
        }
    }

    private void put(HubFile file) throws IOException {
        Path blob = repository.resolve("blobs").resolve(file.hash());
        Path place = path().resolve(file.path());
        if (Files.exists(place) && Files.size(place) == file.bytes()) {
            return;
        }
        Path folder = place.resolveSibling(".").normalize();
        Files.createDirectories(folder);
        Path temporary = folder.resolve("." + UUID.randomUUID() + ".new");
        try {
            try {
                links.link(temporary, folder.relativize(blob));
            } catch (IOException | UnsupportedOperationException e) {
                Files.copy(blob, temporary); // Windows lets only some users make links
            }
            Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private void refer(String revision) throws IOException {
        Path reference = repository.resolve("refs").resolve(revision);
        Files.createDirectories(reference.resolveSibling(".").normalize());
        Path temporary = reference.resolveSibling("." + UUID.randomUUID() + ".new");
        try {
            Files.write(temporary, commit.getBytes(StandardCharsets.US_ASCII));
            Files.move(temporary, reference, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
