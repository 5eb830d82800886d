package org.diopter.engine.lens.training;

import org.diopter.engine.runtime.Cancellation;

/// Pauses, resumes and ends a training, from any thread.
public final class TrainingControl {
    private static final long POLL_MILLIS = 100;

    private final Cancellation cancellation = new Cancellation();
    private boolean paused;

    /// Holds the training before its next step, or the next part of a long one.
    public synchronized void pause() {
        paused = true;
    }

    public synchronized void resume() {
        paused = false;
        notifyAll();
    }

    public synchronized boolean isPaused() {
        return paused;
    }

    /// Ends the training within one operation; the best so far is its result.
    public void stop() {
        cancellation.cancel();
        resume();
    }

    public boolean isStopped() {
        return cancellation.isCancelled();
    }

    /// What stops the training's native work; cancelling it is the same as [#stop()].
    public Cancellation cancellation() {
        return cancellation;
    }

    /// Waits while the training is paused.
    ///
    /// @return nanoseconds waited
    public synchronized long awaitResume() {
        long before = System.nanoTime();
        while (paused && !cancellation.isCancelled()) {
            try {
                wait(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                cancellation.cancel();
            }
        }
        return System.nanoTime() - before;
    }
}
