package org.diopter.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.diopter.engine.data.Metric;
import org.diopter.engine.data.Task;
import org.diopter.engine.data.TaskKind;
import org.diopter.model.UnusableInputException;
import org.diopter.model.store.Sha256;
import org.jspecify.annotations.Nullable;

/// Which questions a model is measured with.
///
/// @param data the file, an absolute path
/// @param sha256 of the file: other questions give other numbers
/// @param task the file's kind
/// @param metric when an item counts as solved, or null for the task's own
/// @param items how many of the first items are used; 0 for all
record TaskChoice(String data, String sha256, String task, @Nullable String metric, int items) {
    private static final int CHUNK = 1 << 16;

    TaskChoice {
        TaskKind.of(task);
        if (metric != null) {
            Metric.of(metric);
        }
        if (items < 0) {
            throw new IllegalArgumentException(items + " items");
        }
    }

    /// @throws UnusableInputException D-403 if the file cannot be read
    static TaskChoice of(Path data, String task, @Nullable String metric, int items) {
        return new TaskChoice(data.toAbsolutePath().normalize().toString(), hash(data), task, metric, items);
    }

    /// Reads the file.
    ///
    /// @throws UnusableInputException D-403 if it cannot be used, naming the line to blame; D-601 if it is not the file that was recorded
    Task read() {
        if (!hash(Path.of(data)).equals(sha256)) {
            throw new UnusableInputException("D-601", "‘%s’ is no longer the file that the study was made with (sha256 %.8s).".formatted(data, sha256));
        }
        Task whole = TaskKind.of(task).read(Path.of(data));
        Task measured = metric == null ? whole : whole.measuredBy(Metric.of(metric));
        return items == 0 ? measured : measured.first(items);
    }

    private static String hash(Path file) {
        Sha256 hash = new Sha256();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                hash.add(chunk, 0, length);
            }
            return hash.hex();
        } catch (IOException e) {
            throw new UnusableInputException("D-403", "%s cannot be read: %s.".formatted(file, UnusableInputException.reason(e)), e);
        }
    }
}
