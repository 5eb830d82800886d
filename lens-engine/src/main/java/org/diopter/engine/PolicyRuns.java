package org.diopter.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.cache.CacheRun;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.edit.EditStack;
import org.diopter.model.tokenizer.TokenSequence;

/// The last runs of one model under policies, bounded by bytes, least recently used first to go: another lens, another head and another statistic need no
/// new one.
final class PolicyRuns {
    private final long maxBytes;
    private final List<Entry> entries = new ArrayList<>();

    PolicyRuns(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// All that a run depends on, beside the model.
    record Key(TokenSequence tokens, EditStack edits, CacheUse use) {
        static Key of(Study study) {
            return new Key(study.tokens(), study.edits(), study.cache().isFull() ? CacheUse.FULL_IN_PARTS : study.cache());
        }
    }

    private record Entry(Key key, CacheRun run) {}

    /// A known run, which is the caller's to close.
    synchronized Optional<CacheRun> find(Key key) {
        Optional<Entry> found = entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
        found.ifPresent(entry -> {
            entries.remove(entry);
            entries.addFirst(entry);
        });
        return found.map(entry -> entry.run().share());
    }

    /// Keeps a run beside its caller, unless it alone is too large.
    synchronized void put(Key key, CacheRun run) {
        long bytes = run.residuals().byteSize();
        if (bytes > maxBytes) {
            return;
        }
        entries.stream().filter(entry -> entry.key().equals(key)).toList().forEach(this::drop);
        entries.addFirst(new Entry(key, run.share()));
        while (entries.stream().mapToLong(entry -> entry.run().residuals().byteSize()).sum() > maxBytes) {
            drop(entries.getLast());
        }
    }

    private void drop(Entry entry) {
        entries.remove(entry);
        entry.run().close();
    }

    synchronized void clear() {
        List.copyOf(entries).forEach(this::drop);
    }
}
