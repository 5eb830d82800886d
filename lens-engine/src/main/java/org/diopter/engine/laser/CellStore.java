package org.diopter.engine.laser;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.data.Outcome;
import org.diopter.model.store.ArtefactStore;
import org.diopter.model.store.FinishedResults;
import org.diopter.model.store.Sha256;

/// Finished cells on disk, so that a search that was stopped goes on where it was.
public final class CellStore {
    private static final String KIND = "search-cell";
    /// Increased when outcomes mean something else.
    private static final int VERSION = 2;

    private final FinishedResults cells;

    private CellStore(FinishedResults cells) {
        this.cells = cells;
    }

    /// Goes on with what earlier searches have finished.
    public static CellStore resuming(ArtefactStore store) {
        return new CellStore(FinishedResults.resuming(store, KIND));
    }

    /// Measures anew: finds what was finished since it was made, and replaces what is older.
    public static CellStore anew(ArtefactStore store) {
        return new CellStore(FinishedResults.anew(store, KIND));
    }

    /// The outcomes of a cell that was finished before.
    public Optional<List<Outcome>> find(String identity, List<Reduction> reductions, int[] items) {
        return cells.find(key(identity, reductions, items), in -> OutcomeBytes.read(in, items.length));
    }

    /// Keeps a cell; a store that cannot be written costs no more than the work when the search is started again.
    public void keep(String identity, List<Reduction> reductions, int[] items, List<Outcome> outcomes) {
        cells.keep(key(identity, reductions, items), stream -> OutcomeBytes.write(outcomes, stream));
    }

    /// Takes note that another process has measured and kept a cell for this search.
    public void adopt(String identity, List<Reduction> reductions, int[] items) {
        cells.adopt(key(identity, reductions, items));
    }

    private static String key(String identity, List<Reduction> reductions, int[] items) {
        return "%d|%s|%s|%s".formatted(VERSION, identity, reductions, Sha256.of(Arrays.toString(items)));
    }
}
