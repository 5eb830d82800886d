package org.diopter.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.lens.Trajectory;
import org.diopter.model.tokenizer.TokenSequence;
import org.jspecify.annotations.Nullable;

/// What earlier runs of one model left: their streams and what was read of them, bounded by bytes, least recently used first to go.
final class StudyCache {
    private final long maxBytes;
    private final List<Entry> entries = new ArrayList<>();

    StudyCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// One earlier run.
    ///
    /// @param trajectory the last that was read of the stream, if any
    record Entry(Residuals residuals, @Nullable Trajectory trajectory) {}

    /// The run that shares the most tokens at the start, if any shares one. It counts as used now.
    synchronized Optional<Entry> closest(TokenSequence tokens) {
        Optional<Entry> closest = entries.stream()
                .filter(entry -> shared(entry, tokens) > 0)
                .max(Comparator.<Entry>comparingInt(entry -> shared(entry, tokens))
                        .thenComparing(entry -> entry.residuals().tokens().equals(tokens)));
        closest.ifPresent(entry -> {
            entries.remove(entry);
            entries.addFirst(entry);
        });
        return closest;
    }

    private static int shared(Entry entry, TokenSequence tokens) {
        return entry.residuals().tokens().commonPrefix(tokens);
    }

    /// Keeps a run, which is the cache's to close from now on, or the trajectory of one that is kept already.
    synchronized void put(Residuals residuals, @Nullable Trajectory trajectory) {
        List<Entry> same = entries.stream().filter(entry -> entry.residuals().tokens().equals(residuals.tokens())).toList();
        entries.removeAll(same);
        same.stream().map(Entry::residuals).filter(old -> !old.memory().equals(residuals.memory())).forEach(Residuals::close);
        entries.addFirst(new Entry(residuals, trajectory));
        long bytes = 0;
        for (int i = 0; i < entries.size(); i++) {
            bytes += entries.get(i).residuals().byteSize();
            if (i > 0 && bytes > maxBytes) {
                drop(entries.subList(i, entries.size()));
            }
        }
    }

    synchronized void clear() {
        drop(entries);
    }

    private static void drop(List<Entry> old) {
        old.forEach(entry -> entry.residuals().close());
        old.clear();
    }
}
