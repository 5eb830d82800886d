package org.diopter.app.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.diopter.app.job.JobState.End;
import org.diopter.model.Progress;

/// One piece of long work. It learns through [#cancelled] that it should stop and ends once: the first end counts, later ones are ignored.
///
/// Safe for use by several threads: the work reports from its own, the window looks from the FX thread.
public final class Job implements Progress {
    private static final int MOST_PAST = 8;

    private final String name;
    private final LongSupplier nanoTime;
    private final long begun;
    private final List<Runnable> onCancel = new ArrayList<>();
    private String stage = "";
    /// The stages before the present one, where they are few.
    private final List<JobState.Past> past = new ArrayList<>();
    private int number;
    private int stages;
    private long done;
    private long total;
    private long from = -1;
    private boolean inBytes;
    private long stageBegun;
    private long ended;
    private boolean cancelling;
    private Optional<End> end = Optional.empty();
    private Optional<Throwable> problem = Optional.empty();

    /// @param name what it does, for people: `Opening SmolLM2-135M`
    public Job(String name) {
        this(name, System::nanoTime);
    }

    Job(String name, LongSupplier nanoTime) {
        this.name = name;
        this.nanoTime = nanoTime;
        begun = nanoTime.getAsLong();
        stageBegun = begun;
    }

    public String name() {
        return name;
    }

    @Override
    public synchronized void stage(String name, int number, int of) {
        long now = nanoTime.getAsLong();
        if (number <= this.number || of > MOST_PAST) {
            past.clear();
        } else if (this.number > 0) {
            past.add(new JobState.Past(stage, Duration.ofNanos(now - stageBegun)));
        }
        stage = name;
        this.number = number;
        stages = of;
        inBytes = false;
        from = -1;
        done = 0;
        total = 0;
        stageBegun = now;
    }

    @Override
    public synchronized void items(long done, long total) {
        from = from < 0 ? 0 : from;
        this.done = done;
        this.total = total;
    }

    /// What is there at first took no time, so that the rate is of what comes after it.
    @Override
    public synchronized void bytes(long done, long total) {
        inBytes = true;
        from = from < 0 ? done : from;
        this.done = done;
        this.total = total;
    }

    @Override
    public synchronized boolean cancelled() {
        return cancelling;
    }

    /// Asks the work to stop: sets the flag it looks at and runs what was given to [#onCancel]. Does nothing once it has ended.
    public void cancel() {
        List<Runnable> stops;
        synchronized (this) {
            if (cancelling || end.isPresent()) {
                return;
            }
            cancelling = true;
            stops = List.copyOf(onCancel);
        }
        stops.forEach(Runnable::run);
    }

    /// Something that stops a native call when the user cancels; runs at once if he already has. It is held until the job ends.
    public void onCancel(Runnable stop) {
        synchronized (this) {
            if (end.isPresent()) {
                return;
            }
            onCancel.add(stop);
            if (!cancelling) {
                return;
            }
        }
        stop.run();
    }

    /// Waits for a native call which something stops when the user cancels, and holds that no longer than the call lasts.
    public <T> T stoppable(Runnable stop, Supplier<T> call) {
        onCancel(stop);
        try {
            return call.get();
        } finally {
            synchronized (this) {
                onCancel.remove(stop);
            }
        }
    }

    /// It ended.
    void end(End how, Optional<Throwable> why) {
        synchronized (this) {
            if (end.isEmpty()) {
                end = Optional.of(how);
                problem = why;
                ended = nanoTime.getAsLong();
                onCancel.clear(); // an ended job is listed for long, and a call holds its result
            }
        }
    }

    /// What is known of it now.
    public synchronized JobState state() {
        long now = end.isPresent() ? ended : nanoTime.getAsLong();
        return new JobState(stage, number, stages, done, total, Math.max(0, from), inBytes, Duration.ofNanos(now - begun), Duration.ofNanos(now - stageBegun),
                cancelling, end, problem, past);
    }
}
