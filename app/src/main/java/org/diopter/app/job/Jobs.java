package org.diopter.app.job;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.diopter.app.job.JobState.End;
import org.diopter.model.CancelledException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts jobs and knows those that were started. Its list changes on the FX thread only.
public final class Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    /// How many jobs that ended stay listed.
    private static final int KEPT = 20;

    private final Executor workers;
    private final Executor fx;
    private final LongSupplier nanoTime;
    private final ObservableList<Job> list = FXCollections.observableArrayList();
    private boolean closed;

    /// @param workers runs the work
    /// @param fx runs on the FX thread
    public Jobs(Executor workers, Executor fx) {
        this(workers, fx, System::nanoTime);
    }

    Jobs(Executor workers, Executor fx, LongSupplier nanoTime) {
        this.workers = workers;
        this.fx = fx;
        this.nanoTime = nanoTime;
    }

    /// The jobs that run, and of those that ended the last ones that took long or failed; the newest first.
    public ObservableList<Job> list() {
        return FXCollections.unmodifiableObservableList(list);
    }

    /// Starts work. Called on the FX thread; `done` and `failed` are called there too, later, and neither is when the job was cancelled. Once these jobs
    /// or their workers are closed, work ends cancelled without having begun.
    ///
    /// @param name what it does, for people
    /// @param work gets the job, to report to and to ask whether to stop
    public <T> Job start(String name, Function<Job, T> work, BiConsumer<Job, T> done, BiConsumer<Job, Throwable> failed) {
        return start(name, work, done, failed, _ -> {});
    }

    /// The same for work whose end shows in any case.
    ///
    /// @param cancelled is called on the FX thread when the job was cancelled, wherever that was asked for; not once these jobs are closed
    public <T> Job start(String name, Function<Job, T> work, BiConsumer<Job, T> done, BiConsumer<Job, Throwable> failed, Consumer<Job> cancelled) {
        Job job = new Job(name, nanoTime);
        if (closed || !accepted(() -> perform(job, work, done, failed, cancelled))) {
            job.end(End.CANCELLED, Optional.empty());
            return job;
        }
        list.addFirst(job);
        return job;
    }

    private boolean accepted(Runnable work) {
        try {
            workers.execute(work);
            return true;
        } catch (RejectedExecutionException closing) {
            return false;
        }
    }

    private <T> void perform(Job job, Function<Job, T> work, BiConsumer<Job, T> done, BiConsumer<Job, Throwable> failed, Consumer<Job> cancelled) {
        try {
            T result = work.apply(job);
            job.end(End.DONE, Optional.empty());
            fx.execute(() -> {
                ended();
                done.accept(job, result);
            });
        } catch (CancelledException stop) {
            job.end(End.CANCELLED, Optional.empty());
            fx.execute(() -> {
                ended();
                cancelled.accept(job);
            });
        } catch (RuntimeException | Error problem) {
            LOG.info("{} failed", job.name(), problem);
            job.end(End.FAILED, Optional.of(problem));
            fx.execute(() -> {
                ended();
                failed.accept(job, problem);
            });
        }
    }

    /// Forgets what ended well at once, lest it crowd out what failed, and the oldest of the others.
    private void ended() {
        list.removeIf(job -> !job.state().running() && !job.state().isWorthShowing());
        List<Job> over = list.stream().filter(j -> !j.state().running()).skip(KEPT).toList();
        list.removeAll(over);
    }

    /// The jobs that have not ended.
    public List<Job> running() {
        return list.stream().filter(job -> job.state().running()).toList();
    }

    /// Takes those that ended from the list.
    public void clearEnded() {
        list.removeIf(job -> !job.state().running());
    }

    /// Accepts no more work and cancels what runs.
    public void close() {
        closed = true;
        running().forEach(Job::cancel);
    }
}
