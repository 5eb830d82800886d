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
                .max(Comparator.comparingInt(entry -> shared(entry, tokens)));
        closest.ifPresent(entry -> {
            entries.remove(entry);
            entries.addFirst(entry);
        });
        return closest;
    }

    private static int shared(Entry entry, TokenSequence tokens) {
        return entry.residuals().tokens().commonPrefix(tokens);
    }

    /// Keeps a run in place of one of the same tokens.
    synchronized void put(Residuals residuals, @Nullable Trajectory trajectory) {
        entries.removeIf(entry -> entry.residuals().tokens().equals(residuals.tokens()));
        entries.addFirst(new Entry(residuals, trajectory));
        long bytes = 0;
        for (int i = 0; i < entries.size(); i++) {
            bytes += entries.get(i).residuals().byteSize();
            if (i > 0 && bytes > maxBytes) {
                entries.subList(i, entries.size()).clear();
            }
        }
    }

    synchronized void clear() {
        entries.clear();
    }
}
