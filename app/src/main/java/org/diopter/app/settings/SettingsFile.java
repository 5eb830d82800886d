package org.diopter.app.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.diopter.model.UnusableInputException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The settings on disk: JSON with a version, written a second after the last change by way of a temporary file, so that a crash leaves the old
/// file or the new one. A file that cannot be read is set aside and never stops the program.
public final class SettingsFile {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsFile.class);
    private static final long QUIET_MILLIS = 1_000;
    private static final long LARGEST = 1_000_000;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(20).maxDocumentLength(LARGEST).build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final Path file;
    private final ScheduledExecutorService timer;
    private final Executor writer;
    private final Consumer<UnusableInputException> failed;
    /// Held while the file is written; whoever changes a setting never waits for that.
    private final Object writing = new Object();
    private @Nullable ScheduledFuture<?> waiting;
    private @Nullable SavedSettings unwritten;

    /// @param home the program's folder; made when something is written
    /// @param timer writes the file
    public SettingsFile(Path home, ScheduledExecutorService timer) {
        this(home, timer, Runnable::run, _ -> {});
    }

    /// @param home the program's folder; made when something is written
    /// @param timer tells when the quiet has lasted long enough
    /// @param writer writes the file
    /// @param failed hears, where it is written, that it could not be; what was changed holds all the same
    public SettingsFile(Path home, ScheduledExecutorService timer, Executor writer, Consumer<UnusableInputException> failed) {
        this.writer = writer;
        this.failed = failed;
        this.file = file(home);
        this.timer = timer;
    }

    /// What the file says now; what is changed in it is not written.
    public static Settings look(Path home) {
        return new Settings(read(file(home)).orElse(SavedSettings.INITIAL));
    }

    private static Path file(Path home) {
        return home.resolve("settings.json");
    }

    /// Reads the file, or begins anew where there is none that can be read, and writes every later change of what is returned.
    public Settings open() {
        Settings settings = new Settings(read(file).orElse(SavedSettings.INITIAL));
        settings.onChange(() -> writeSoon(settings.saved()));
        return settings;
    }

    /// Writes what has not been written yet.
    public void flush() {
        synchronized (writing) {
            SavedSettings latest = take();
            if (latest != null) {
                writeOrSay(latest);
            }
        }
    }

    private synchronized @Nullable SavedSettings take() {
        SavedSettings latest = unwritten;
        unwritten = null;
        return latest;
    }

    private synchronized void keepForLater(SavedSettings latest) {
        unwritten = unwritten == null ? latest : unwritten;
    }

    private void writeOrSay(SavedSettings latest) {
        try {
            write(latest);
        } catch (IOException | JacksonException problem) {
            keepForLater(latest);
            LOG.warn("The settings could not be written to {}", file, problem);
            String reason = problem instanceof IOException io ? UnusableInputException.reason(io) : String.valueOf(problem.getMessage());
            failed.accept(new UnusableInputException("D-501", "‘%s’ could not be written: %s.".formatted(file, reason), problem));
        }
    }

    private synchronized void writeSoon(SavedSettings saved) {
        unwritten = saved;
        if (waiting != null) {
            waiting.cancel(false);
        }
        try {
            waiting = timer.schedule(() -> writer.execute(this::flush), QUIET_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.debug("Kept for the last writing");
        }
    }

    private void write(SavedSettings saved) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = file.resolveSibling("settings.json.new");
        Files.write(fresh, JSON.writeValueAsBytes(saved));
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Optional<SavedSettings> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            SavedSettings saved = JSON.readValue(file, SavedSettings.class);
            if (saved.version() > SavedSettings.VERSION) {
                throw new IOException("settings of version " + saved.version() + ", this program knows " + SavedSettings.VERSION);
            }
            return Optional.of(saved);
        } catch (IOException | JacksonException | NullPointerException | UncheckedIOException problem) {
            setAside(file, problem);
            return Optional.empty();
        }
    }

    private static void setAside(Path file, Exception why) {
        Path aside = file.resolveSibling("settings.json.unreadable");
        LOG.warn("The settings in {} could not be read; they are set aside as {}", file, aside.getFileName(), why);
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException problem) {
            LOG.warn("{} could not be set aside", file, problem);
        }
    }
}
