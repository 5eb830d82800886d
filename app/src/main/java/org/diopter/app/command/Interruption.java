package org.diopter.app.command;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.diopter.model.CancelledException;

/// A request to stop from outside: Ctrl C, or the system's polite one. It stops work for real and lets the command close everything before it ends;
/// the system's own way would tear native code down while it runs. A second request ends the process at once.
final class Interruption {
    private static final int SIGNAL_BASE = 128;
    private static final int SIGINT = 2;

    private final List<Runnable> cancellations = new CopyOnWriteArrayList<>();
    private volatile int signal;

    /// Asks to stop.
    ///
    /// @param number of the signal that asks: 2 for Ctrl C
    void request(int number) {
        signal = number;
        cancellations.forEach(Runnable::run);
    }

    boolean isRequested() {
        return signal != 0;
    }

    /// What the process ends with after a request: 130 for Ctrl C.
    int exitCode() {
        return SIGNAL_BASE + (signal == 0 ? SIGINT : signal);
    }

    /// Does something that a request stops.
    ///
    /// @param cancel stops it, from any thread
    /// @throws CancelledException if it was stopped before it began
    <T> T during(Runnable cancel, Supplier<T> work) {
        cancellations.add(cancel);
        try {
            if (isRequested()) {
                cancel.run();
                throw new CancelledException();
            }
            return work.get();
        } finally {
            cancellations.remove(cancel);
        }
    }
}
