package org.diopter.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.lens.Trajectory;
import org.diopter.model.tokenizer.TokenSequence;

/// What earlier runs of one model left: their streams and what was read of them, bounded by bytes, least recently used first to go.
final class StudyCache {
    private final long maxBytes;
    private final List<Entry> entries = new ArrayList<>();

    StudyCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// One earlier run.
    ///
    /// @param trajectories the last that was read of the stream through each lens
    record Entry(Residuals residuals, Map<LensChoice, Trajectory> trajectories) {
        Entry {
            trajectories = Map.copyOf(trajectories);
        }

        Entry with(LensChoice lens, Trajectory trajectory) {
            Map<LensChoice, Trajectory> all = new HashMap<>(trajectories);
            all.put(lens, trajectory);
            return new Entry(residuals, all);
        }

        Optional<Trajectory> trajectory(LensChoice lens) {
            return Optional.ofNullable(trajectories.get(lens));
        }
    }

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

    /// Keeps a run, which is the cache's to close from now on.
    synchronized void put(Residuals residuals) {
        put(new Entry(residuals, Map.of()));
    }

    /// Keeps what was read of a run through a lens, and the run if it is not kept yet.
    synchronized void put(Residuals residuals, LensChoice lens, Trajectory trajectory) {
        Entry kept = entries.stream()
                .filter(entry -> entry.residuals().memory().equals(residuals.memory()))
                .findFirst()
                .orElseGet(() -> new Entry(residuals, Map.of()));
        put(kept.with(lens, trajectory));
    }

    private void put(Entry entry) {
        Residuals residuals = entry.residuals();
        List<Entry> same = entries.stream().filter(kept -> kept.residuals().tokens().equals(residuals.tokens())).toList();
        entries.removeAll(same);
        same.stream().map(Entry::residuals).filter(old -> !old.memory().equals(residuals.memory())).forEach(Residuals::close);
        entries.addFirst(entry);
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
