package org.diopter.engine.runtime;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/// Keeps native objects alive while they are in use. Using one passes through [#use]; closing one passes through [#close], which waits until nothing is
/// in use and lets nothing in meanwhile. Closing a session during its run, or ending the process during a native call, would crash it.
final class EngineGate {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
    private boolean shut;

    /// Does something with native objects.
    ///
    /// @throws IllegalStateException once the gate is shut
    <T> T use(Supplier<T> action) {
        lock.readLock().lock();
        try {
            if (shut) {
                throw new IllegalStateException("the engine has been shut down");
            }
            return action.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /// Closes native objects, when nothing is in use.
    void close(Runnable action) {
        lock.writeLock().lock();
        try {
            action.run();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /// Lets nothing in from now on; returns when nothing is in use any more.
    void shut() {
        close(() -> shut = true);
    }
}
