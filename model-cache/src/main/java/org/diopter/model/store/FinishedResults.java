package org.diopter.model.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.diopter.model.UnusableInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finished parts of long work of one kind, so that work that was stopped goes on where it was. Each part is kept whole or not at all, under a key that says
/// all it depends on.
public final class FinishedResults {
    private static final Logger LOG = LoggerFactory.getLogger(FinishedResults.class);

    private final ArtefactStore store;
    private final String kind;
    private final boolean resumes;
    private final Set<String> own = new HashSet<>();

    private FinishedResults(ArtefactStore store, String kind, boolean resumes) {
        this.store = store;
        this.kind = kind;
        this.resumes = resumes;
    }

    /// Reads what was kept.
    @FunctionalInterface
    public interface Reader<T> {
        /// @throws IOException if this is not what was kept; it counts as absent then
        T read(InputStream in) throws IOException;
    }

    /// Goes on with what earlier work has finished.
    ///
    /// @param kind what sort of artefact a part is, such as `search-cell`
    public static FinishedResults resuming(ArtefactStore store, String kind) {
        return new FinishedResults(store, kind, true);
    }

    /// Does the work anew: finds what was finished since this was made, and replaces what is older.
    ///
    /// @param kind what sort of artefact a part is, such as `search-cell`
    public static FinishedResults anew(ArtefactStore store, String kind) {
        return new FinishedResults(store, kind, false);
    }

    /// A part that was finished before.
    public <T> Optional<T> find(String key, Reader<T> reader) {
        Optional<Path> file = resumes || own.contains(key) ? store.find(kind, key) : Optional.empty();
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file.get()))) {
            return Optional.of(reader.read(in));
        } catch (IOException e) {
            LOG.warn("a kept part cannot be read; it is computed again", e);
            store.setAside(kind, key);
            return Optional.empty();
        }
    }

    /// Keeps a part; a store that cannot be written costs no more than the work when it is started again.
    public void keep(String key, ArtefactStore.Content content) {
        try {
            store.write(kind, key, content);
            own.add(key); // not before: what an earlier work kept under it is another result
        } catch (UnusableInputException e) {
            LOG.warn("a finished part is not kept", e);
        }
    }

    /// Takes note that another process has finished and kept a part of this work.
    public void adopt(String key) {
        own.add(key);
    }
}
