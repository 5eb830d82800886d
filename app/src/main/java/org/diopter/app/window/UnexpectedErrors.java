package org.diopter.app.window;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What nobody caught: logged always, shown to the user once a second at most for the same place.
final class UnexpectedErrors implements Thread.UncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(UnexpectedErrors.class);
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final Consumer<Throwable> show;
    private String last = "";
    private long lastTime;

    /// @param show shows a problem; called on any thread
    UnexpectedErrors(Consumer<Throwable> show) {
        this.show = show;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable problem) {
        LOG.error("Uncaught in {}", thread.getName(), problem);
        if (isNew(problem)) {
            show.accept(problem);
        }
    }

    private synchronized boolean isNew(Throwable problem) {
        StackTraceElement[] trace = problem.getStackTrace();
        String place = problem.getClass().getName() + (trace.length == 0 ? "" : trace[0].toString());
        long now = System.nanoTime();
        boolean repeated = place.equals(last) && now - lastTime < PAUSE_NANOS;
        last = place;
        lastTime = now;
        return !repeated;
    }
}
