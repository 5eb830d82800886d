package org.diopter.engine.laser;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.diopter.engine.data.Outcome;
import org.diopter.model.UnusableInputException;
import org.diopter.model.store.ArtefactStore;
import org.diopter.model.store.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finished cells on disk, so that a search that was stopped goes on where it was.
public final class CellStore {
    private static final Logger LOG = LoggerFactory.getLogger(CellStore.class);
    private static final String KIND = "search-cell";
    /// Increased when outcomes mean something else.
    private static final int VERSION = 2;

    private final ArtefactStore store;
    private final boolean resumes;
    private final Set<String> own = new HashSet<>();

    private CellStore(ArtefactStore store, boolean resumes) {
        this.store = store;
        this.resumes = resumes;
    }

    /// Goes on with what earlier searches have finished.
    public static CellStore resuming(ArtefactStore store) {
        return new CellStore(store, true);
    }

    /// Measures anew: finds what was finished since it was made, and replaces what is older.
    public static CellStore anew(ArtefactStore store) {
        return new CellStore(store, false);
    }

    /// The outcomes of a cell that was finished before.
    public Optional<List<Outcome>> find(String identity, List<Reduction> reductions, int[] items) {
        String key = key(identity, reductions, items);
        Optional<Path> file = resumes || own.contains(key) ? store.find(KIND, key) : Optional.empty();
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file.get()))) {
            return Optional.of(OutcomeBytes.read(in, items.length));
        } catch (IOException e) {
            LOG.warn("a kept cell cannot be read; it is computed again", e);
            store.setAside(KIND, key);
            return Optional.empty();
        }
    }

    /// Keeps a cell; a store that cannot be written costs no more than the work when the search is started again.
    public void keep(String identity, List<Reduction> reductions, int[] items, List<Outcome> outcomes) {
        String key = key(identity, reductions, items);
        own.add(key);
        try {
            store.write(KIND, key, stream -> OutcomeBytes.write(outcomes, stream));
        } catch (UnusableInputException e) {
            LOG.warn("a cell is not kept", e);
        }
    }

    /// Takes note that another process has measured and kept a cell for this search.
    public void adopt(String identity, List<Reduction> reductions, int[] items) {
        own.add(key(identity, reductions, items));
    }

    private static String key(String identity, List<Reduction> reductions, int[] items) {
        return "%d|%s|%s|%s".formatted(VERSION, identity, reductions, Sha256.of(Arrays.toString(items)));
    }
}
