package org.diopter.engine.lens.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Threads among which the rows of a batch are shared out.
final class RowWorkers implements AutoCloseable {
    private final int threads;
    private final ExecutorService workers;

    RowWorkers(int threads) {
        this.threads = threads;
        this.workers = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().name("lens-training-", 0).factory());
    }

    /// Work on rows `from` to `to` − 1.
    @FunctionalInterface
    interface Share {
        void run(int from, int to);
    }

    /// Shares rows out and waits for all.
    void run(int rows, Share share) {
        int each = Math.max(1, Math.ceilDiv(rows, threads));
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int from = 0; from < rows; from += each) {
            int first = from;
            tasks.add(() -> {
                share.run(first, Math.min(rows, first + each));
                return null;
            });
        }
        try {
            for (Future<Void> task : workers.invokeAll(tasks)) {
                task.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the training was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("the training failed", e);
        }
    }

    @Override
    public void close() {
        workers.shutdown();
    }
}
