package org.diopter.app.window;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.diopter.engine.Workbench;

/// The workbench, which starts in the background while the window is shown.
final class Engine {
    private final CompletableFuture<Workbench> started;

    /// @param start makes the workbench; called once, on one of the workers
    Engine(Supplier<Workbench> start, Executor workers) {
        started = CompletableFuture.supplyAsync(start, workers);
    }

    /// The workbench. Waits until it has started: not for the FX thread.
    Workbench workbench() {
        try {
            return started.join();
        } catch (CompletionException problem) {
            if (problem.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw problem;
        }
    }

    /// Calls back when it has started; not if it could not.
    void whenStarted(java.util.function.Consumer<Workbench> act, Executor on) {
        var _ = started.thenAcceptAsync(act, on);
    }

    /// Closes the workbench, if it has started.
    void close() {
        if (!started.isCompletedExceptionally()) {
            workbench().close();
        }
    }
}
