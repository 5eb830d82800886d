package org.diopter.engine.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import java.util.HashSet;
import java.util.Set;
import org.diopter.model.CancelledException;

/// A request to stop that reaches into native code: cancelling ends a session's run within one operation of its graph.
public final class Cancellation {
    private final Set<RunOptions> running = new HashSet<>();
    private boolean cancelled;

    /// Asks to stop, from any thread.
    public synchronized void cancel() {
        cancelled = true;
        for (RunOptions options : running) {
            try {
                options.setTerminate(true);
            } catch (OrtException e) {
                throw new IllegalStateException("the run could not be told to stop", e);
            }
        }
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /// @throws CancelledException if a stop was asked for
    public void throwIfCancelled() {
        if (isCancelled()) {
            throw new CancelledException();
        }
    }

    synchronized void enter(RunOptions options) {
        if (cancelled) {
            throw new CancelledException();
        }
        running.add(options);
    }

    synchronized void leave(RunOptions options) {
        running.remove(options);
    }
}
