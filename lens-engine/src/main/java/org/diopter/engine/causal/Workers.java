package org.diopter.engine.causal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.CancelledException;

/// A few threads that work off numbered tasks. What is computed is divided into tasks by its size and never by the number of threads, and what tasks
/// have in common is added up in the order of their numbers: so no result depends on how many threads there are.
public final class Workers implements AutoCloseable {
    private final int threads;
    private final ExecutorService executor;

    /// @param threads at least 1
    public Workers(int threads) {
        this.threads = threads;
        this.executor = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().name("causal-", 0).factory());
    }

    /// One of many pieces of work.
    @FunctionalInterface
    interface Task {
        /// @param worker from 0 to [#threads()] − 1: whose scratch memory may be used
        /// @param task its number
        void run(int worker, int task);
    }

    int threads() {
        return threads;
    }

    /// Runs tasks 0 to `tasks` − 1 and returns when all are done.
    ///
    /// @throws CancelledException if a stop was asked for; no task is running then
    void run(int tasks, Cancellation cancellation, Task task) {
        AtomicInteger next = new AtomicInteger();
        List<Callable<Void>> calls = new ArrayList<>();
        for (int w = 0; w < Math.min(threads, tasks); w++) {
            int worker = w;
            calls.add(() -> {
                for (int t = next.getAndIncrement(); t < tasks; t = next.getAndIncrement()) {
                    cancellation.throwIfCancelled();
                    task.run(worker, t);
                }
                return null;
            });
        }
        await(calls);
    }

    private void await(List<Callable<Void>> calls) {
        try {
            for (Future<Void> call : executor.invokeAll(calls)) {
                call.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a task failed", e);
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
