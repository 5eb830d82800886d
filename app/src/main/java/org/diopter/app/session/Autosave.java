package org.diopter.app.session;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.diopter.model.UnusableInputException;
import org.jspecify.annotations.Nullable;

/// Keeps what is not saved, in the program's home folder, so that a crash loses a second of work at most. Each running program has a file of its own, named
/// by its process; a file whose process has ended is what a crash has left.
public final class Autosave {
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Pattern NAME = Pattern.compile("unsaved-(\\d{1,18})\\.diopter");

    private final Path folder;
    private final ScheduledExecutorService timer;
    private final Executor writer;
    private final Consumer<UnusableInputException> failed;
    private final BiConsumer<SessionFile, Session> save;
    private final SessionFile file;
    /// Held while the file is written; whoever brings a session never waits for that.
    private final Object writing = new Object();
    private @Nullable ScheduledFuture<?> waiting;
    private @Nullable Session unwritten;
    /// How often everything was forgotten.
    private long forgotten;
    /// How often it had been when the file was begun last.
    private long begun;
    private boolean failing;

    /// What a crash has left.
    ///
    /// @param at when it was written
    public record Left(SessionFile file, Instant at) {}

    /// @param home the program's folder
    /// @param timer tells when the quiet has lasted long enough
    /// @param writer writes the file
    /// @param failed hears, once, that it cannot be written; the work goes on
    public Autosave(Path home, ScheduledExecutorService timer, Executor writer, Consumer<UnusableInputException> failed) {
        this(home, timer, writer, failed, SessionFile::save);
    }

    Autosave(Path home, ScheduledExecutorService timer, Executor writer, Consumer<UnusableInputException> failed, BiConsumer<SessionFile, Session> save) {
        this.folder = home.resolve("sessions");
        this.timer = timer;
        this.writer = writer;
        this.failed = failed;
        this.save = save;
        file = new SessionFile(folder.resolve("unsaved-" + ProcessHandle.current().pid() + SessionFile.ENDING));
    }

    /// Something has changed that is not saved: it is written when nothing has for a second. Once the timer is shut down the program is ending as its user
    /// wishes, and nothing is kept.
    public synchronized void keep(Session session) {
        unwritten = session;
        cancel();
        try {
            waiting = timer.schedule(() -> writer.execute(this::flush), QUIET.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ending) {
            unwritten = null;
        }
    }

    /// Writes what has not been written yet.
    ///
    /// @return whether nothing is left to be written
    public boolean flush() {
        synchronized (writing) {
            Session latest;
            long before;
            synchronized (this) {
                latest = unwritten;
                unwritten = null;
                before = forgotten;
                begun = latest == null ? begun : before;
            }
            return latest == null || write(latest, before);
        }
    }

    private boolean write(Session latest, long before) {
        try {
            save.accept(file, latest);
            failing = false;
            synchronized (this) {
                if (before != forgotten) {
                    remove(file); // what was forgotten while it was written
                }
            }
            return true;
        } catch (UnusableInputException problem) {
            if (!failing) {
                failing = true;
                failed.accept(problem);
            }
            return false;
        }
    }

    /// There is nothing to lose: everything is saved, or was given up. What is kept after this stays, although the file of before is deleted by the writer.
    public void forget() {
        long now;
        synchronized (this) {
            unwritten = null;
            forgotten++;
            now = forgotten;
            cancel();
        }
        try {
            writer.execute(() -> removeOlderThan(now));
        } catch (RejectedExecutionException ending) {
            removeOlderThan(now);
        }
    }

    private synchronized void removeOlderThan(long now) {
        if (begun < now) {
            remove(file);
        }
    }

    private void cancel() {
        if (waiting != null) {
            waiting.cancel(false);
        }
    }

    /// What the last crash has left, the newest if there were several. Not for the FX thread.
    public Optional<Left> left() {
        List<Left> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "unsaved-*")) {
            for (Path each : files) {
                Instant at = Files.getLastModifiedTime(each).toInstant();
                if (isOfAnEndedProcess(each, at)) {
                    all.add(new Left(new SessionFile(each), at));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException none) {
            return Optional.empty();
        } catch (IOException unreadable) {
            failed.accept(new UnusableInputException("D-602", "‘%s’ cannot be read: %s.".formatted(folder, UnusableInputException.reason(unreadable)), unreadable));
        }
        return all.stream().max(Comparator.comparing(Left::at));
    }

    /// A process of the same number that began after the file was written is another one.
    private static boolean isOfAnEndedProcess(Path file, Instant written) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (!name.matches()) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(name.group(1))).filter(ProcessHandle::isAlive);
        return process.isEmpty() || process.get().info().startInstant().filter(written::isBefore).isPresent();
    }

    /// What was left is taken over, or not wanted.
    public void drop(Left left) {
        remove(left.file());
    }

    private void remove(SessionFile gone) {
        try {
            new SafeFile(gone.path()).delete();
        } catch (IOException problem) {
            failed.accept(new UnusableInputException("D-501", "‘%s’ could not be deleted: %s.".formatted(gone.path(), UnusableInputException.reason(problem)), problem));
        }
    }
}
