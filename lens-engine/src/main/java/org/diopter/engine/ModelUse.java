package org.diopter.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.CancelledException;

/// Keeps an open model whole while it is used: ending cancels what uses it, waits for that, and lets nothing in any more.
final class ModelUse {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Set<Cancellation> active = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;
    private boolean closed;

    /// Does something with the model.
    ///
    /// @throws CancelledException if the model has been closed, or is while this goes on
    <T> T of(Cancellation cancellation, Function<Cancellation, T> action) {
        active.add(cancellation);
        lock.readLock().lock();
        try {
            if (ended) {
                throw new CancelledException();
            }
            return action.apply(cancellation);
        } finally {
            lock.readLock().unlock();
            active.remove(cancellation);
        }
    }

    /// Ends all use, then closes. Does nothing the second time.
    void end(Runnable close) {
        ended = true;
        active.forEach(Cancellation::cancel);
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                close.run();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
