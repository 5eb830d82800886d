package org.diopter.engine.lens.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

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

    /// Shares rows out and waits for all, whatever becomes of one, since they read memory that may be freed afterwards. An interruption waits too: rows take
    /// milliseconds.
    void run(int rows, Share share) {
        int each = Math.max(1, Math.ceilDiv(rows, threads));
        List<CompletableFuture<Void>> tasks = new ArrayList<>();
        for (int from = 0; from < rows; from += each) {
            int first = from;
            tasks.add(CompletableFuture.runAsync(() -> share.run(first, Math.min(rows, first + each)), workers));
        }
        try {
            CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
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
