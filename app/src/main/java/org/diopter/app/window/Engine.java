package org.diopter.app.window;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Workbench;
import org.diopter.model.Progress;
import org.jspecify.annotations.Nullable;

/// The workbench, which starts in the background while the window is shown, and with it the model that will be asked for first.
final class Engine {
    private static final Executor STARTING = task -> Thread.ofPlatform().daemon().name("diopter-start").start(task);

    private final CompletableFuture<Workbench> started;
    private final AtomicReference<@Nullable CompletableFuture<OpenModel>> ahead = new AtomicReference<>();

    /// @param start makes the workbench; called once, on a thread of its own
    Engine(Supplier<Workbench> start) {
        started = CompletableFuture.supplyAsync(start, STARTING);
    }

    /// @param start makes the workbench; called once, on a thread of its own
    /// @param first opens a model that will be asked for, and gets it ready; called once, when the workbench has started
    Engine(Supplier<Workbench> start, Function<Workbench, OpenModel> first) {
        this(start);
        ahead.set(started.thenApplyAsync(first, STARTING));
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

    /// Opens a model; the one that was opened ahead is there already. Not for the FX thread.
    ///
    /// @param folder finds its folder
    /// @throws org.diopter.model.UnusableInputException as [Workbench#open]
    OpenModel open(Function<Progress, Path> folder, boolean lowMemory, Progress progress) {
        Workbench workbench = workbench();
        OpenModel first = takeFirst();
        Path found = folder.apply(progress);
        if (first != null && !lowMemory && first.id().folder().equals(found)) {
            return first;
        }
        if (first != null) {
            first.close();
        }
        return lowMemory ? workbench.openWithLowMemory(found, progress) : workbench.open(found, progress);
    }

    /// What was opened ahead, for whoever asks first. Why it could not be opened is said when it is opened again.
    private @Nullable OpenModel takeFirst() {
        CompletableFuture<OpenModel> first = ahead.getAndSet(null);
        return first == null ? null : first.exceptionally(_ -> null).join();
    }

    /// Calls back when it has started; not if it could not.
    void whenStarted(Consumer<Workbench> act, Executor on) {
        var _ = started.thenAcceptAsync(act, on);
    }

    /// Closes the workbench, if it has started.
    void close() {
        if (!started.isCompletedExceptionally()) {
            takeFirst();
            workbench().close();
        }
    }
}
