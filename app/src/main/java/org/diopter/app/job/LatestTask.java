package org.diopter.app.job;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Work of which only the latest counts: a new request waits for a moment of quiet, replaces the one that is waiting and stops the one that runs.
/// All methods are called on the FX thread, and so is the work that is started.
public final class LatestTask {
    private final ScheduledExecutorService timer;
    private final Executor fx;
    private @Nullable ScheduledFuture<?> waiting;
    private @Nullable Runnable stopRunning;
    private long newest;

    /// @param timer tells when the quiet has lasted long enough
    /// @param fx runs on the FX thread
    public LatestTask(ScheduledExecutorService timer, Executor fx) {
        this.timer = timer;
        this.fx = fx;
    }

    /// Asks for work to be started once `quiet` has passed without a further request. Once the timer is shut down nothing is started any more.
    ///
    /// @param start starts the work and returns what stops it
    public void request(Duration quiet, Supplier<Runnable> start) {
        cancel();
        long mine = newest;
        try {
            waiting = timer.schedule(() -> fx.execute(() -> startIfNewest(mine, start)), quiet.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            // What was asked for would have had no time to run.
        }
    }

    /// Starts work at once, in place of what waits or runs.
    public void startNow(Supplier<Runnable> start) {
        cancel();
        stopRunning = start.get();
    }

    /// Forgets what waits and stops what runs.
    public void cancel() {
        newest++;
        if (waiting != null) {
            waiting.cancel(false);
            waiting = null;
        }
        if (stopRunning != null) {
            Runnable stop = stopRunning;
            stopRunning = null;
            stop.run();
        }
    }

    private void startIfNewest(long number, Supplier<Runnable> start) {
        if (number == newest) {
            waiting = null;
            stopRunning = start.get();
        }
    }
}
