package org.diopter.app.window;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/// The window's threads beside the FX thread. All are daemons, so that none keeps the program alive.
///
/// @param workers wait for the engine and for files, as many as there is work
/// @param painting paints pictures, one after the other
/// @param timer tells when to do something
record Threads(ExecutorService workers, ExecutorService painting, ScheduledExecutorService timer) {
    static Threads start() {
        return new Threads(
                Executors.newCachedThreadPool(named("diopter-worker-")),
                Executors.newSingleThreadExecutor(named("diopter-paint-")),
                Executors.newSingleThreadScheduledExecutor(named("diopter-timer-")));
    }

    /// Takes no more work, and waits for what runs to end, at most this long in all.
    ///
    /// @return whether everything has ended
    boolean close(Duration atMost) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        boolean ended = true;
        for (ExecutorService executor : List.of(timer, workers, painting)) {
            executor.shutdown();
        }
        for (ExecutorService executor : List.of(workers, painting)) {
            ended &= executor.awaitTermination(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
        return ended;
    }

    private static ThreadFactory named(String prefix) {
        return Thread.ofPlatform().daemon().name(prefix, 0).factory();
    }
}
