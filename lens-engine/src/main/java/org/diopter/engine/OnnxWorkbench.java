package org.diopter.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.ReduceRank;
import org.diopter.engine.evaluation.Turns;
import org.diopter.engine.generate.NextLogits;
import org.diopter.engine.generate.TokenWriter;
import org.diopter.engine.generate.Writing;
import org.diopter.engine.generate.WritingPlan;
import org.diopter.engine.laser.Spectrum;
import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.model.CancelledException;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.store.ArtefactStore;
import org.diopter.model.tokenizer.TokenSequence;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The workbench on ONNX Runtime. One thread owns all runs, so that models never compete for the processor; closing stops them in the only order that is
/// safe for native code: accept nothing more, terminate, join, close.
public final class OnnxWorkbench implements Workbench {
    private static final Logger LOG = LoggerFactory.getLogger(OnnxWorkbench.class);
    private static final long CANCEL_POLL_MILLIS = 50;
    private static final long CLOSE_SECONDS = 30;

    private final OnnxRuntime runtime;
    private final EngineOptions options;
    private final ArtefactStore store;
    private final List<LoadedModel> models = new CopyOnWriteArrayList<>();
    private final List<Cancellation> pending = new CopyOnWriteArrayList<>();
    private final ExecutorService engine =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("engine").factory());

    /// @throws org.diopter.model.UnusableInputException if the provider asked for cannot be had
    public OnnxWorkbench(EngineOptions options) {
        runtime = OnnxRuntime.start(options.provider(), options.threads());
        this.options = options;
        store = options.store();
    }

    @Override
    public String provider() {
        return runtime.provider();
    }

    @Override
    public int threads() {
        return runtime.threads();
    }

    @Override
    public void whenNotKept(Consumer<UnusableInputException> act) {
        store.whenNotWritten(act);
    }

    @Override
    public OpenModel open(Path folder, Progress progress) {
        return open(folder, options.memory(), progress);
    }

    @Override
    public OpenModel openWithLowMemory(Path folder, Progress progress) {
        return open(folder, MemoryMode.LOW, progress);
    }

    private OpenModel open(Path folder, MemoryMode mode, Progress progress) {
        LoadedModel model = LoadedModel.open(folder, mode, runtime, options, store, progress, models::remove);
        models.add(model);
        if (engine.isShutdown()) {
            model.close();
            throw new CancelledException();
        }
        return model;
    }

    @Override
    public Run run(Study study, Reading reading, RunListener listener) {
        LoadedModel model = model(study.model());
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Trajectory> result = submit(
                cancellation,
                () -> model.runs().run(study, reading, cancellation, listener),
                (trajectory, problem) -> tell(listener, trajectory, problem));
        return new QueuedRun(study, cancellation, result);
    }

    /// A listener that throws spoils nothing but its own hearing.
    private static void tell(RunListener listener, @Nullable Trajectory trajectory, @Nullable Throwable problem) {
        try {
            tellEnd(listener, trajectory, problem);
        } catch (RuntimeException e) {
            LOG.error("a listener of a run failed at its end", e);
        }
    }

    private static void tellEnd(RunListener listener, @Nullable Trajectory trajectory, @Nullable Throwable problem) {
        Throwable cause = problem instanceof CompletionException completion && completion.getCause() != null ? completion.getCause() : problem;
        if (trajectory != null) {
            listener.done(trajectory);
        } else if (cause instanceof CancelledException || cause instanceof RejectedExecutionException) {
            listener.cancelled();
        } else if (cause instanceof RuntimeException failure) {
            listener.failed(failure);
        } else {
            listener.failed(new IllegalStateException("the run ended without a result", cause));
        }
    }

    private record QueuedRun(Study study, Cancellation cancellation, CompletableFuture<Trajectory> result) implements Run {
        @Override
        public void cancel() {
            cancellation.cancel();
        }

        @Override
        public Trajectory await() {
            return OnnxWorkbench.await(result);
        }
    }

    @Override
    public BlockAttention attention(Study study, int block, Progress progress) {
        return now(progress, cancellation -> model(study.model()).runs().attention(study, block, cancellation));
    }

    @Override
    public LensDifference difference(Study first, Study second, Reading reading, Consumer<LensDifference> listener, Progress progress) {
        if (first.tokens().length() != second.tokens().length()) {
            throw new IllegalArgumentException("studies of " + first.tokens().length() + " and " + second.tokens().length() + " tokens");
        }
        return now(progress,
                cancellation -> model(first.model()).runs().difference(first, model(second.model()).runs(), second, reading, listener, cancellation));
    }

    @Override
    public Writing write(Study study, WritingPlan plan, Consumer<Writing> listener, Progress progress) {
        LoadedModel model = model(study.model());
        ModelWriting writing = model.writing();
        try (NextLogits next = now(progress, cancellation -> model.inUse(cancellation, stop -> writing.next(study, plan, stop)))) {
            TokenWriter writer = writing.writer(turn -> now(progress, cancellation -> model.inUse(cancellation, turn)), next);
            return writer.write(study.tokens(), plan, listener, progress);
        }
    }

    @Override
    public PassDump dump(Study study, Progress progress) {
        return now(progress, cancellation -> model(study.model()).runs().dump(study, cancellation));
    }

    @Override
    public Spectrum spectrum(ModelId model, MatrixId matrix, Progress progress) {
        return now(progress, cancellation -> model(model).spectrum(matrix, progress, cancellation));
    }

    @Override
    public double[] keptValues(ModelId model, ReduceRank edit, Progress progress) {
        return now(progress, cancellation -> model(model).keptValues(edit, progress, cancellation));
    }

    @Override
    public void save(ModelId model, EditStack edits, Path folder, Progress progress) {
        now(progress, cancellation -> {
            model(model).save(edits, folder, progress, cancellation);
            return folder;
        });
    }

    @Override
    public void saveFactored(ModelId model, EditStack edits, Path folder, Progress progress) {
        now(progress, cancellation -> {
            model(model).saveFactored(edits, folder, progress, cancellation);
            return folder;
        });
    }

    @Override
    public TextEvaluator textEvaluator(ModelId model, List<TokenSequence> text, long streamBytes, Progress progress) {
        LoadedModel loaded = model(model);
        Turns turns = turns(loaded);
        return turns.take(progress, _ -> loaded.textParts()).evaluator(text, streamBytes, turns, progress);
    }

    @Override
    public TaskEvaluator evaluator(ModelId model, Task task, long streamBytes) {
        LoadedModel loaded = model(model);
        Turns turns = turns(loaded);
        return new QueuedEvaluator(turns.take(Progress.NONE, _ -> loaded.evaluator(task, streamBytes, turns)));
    }

    /// Steps on the engine's thread, each with the model kept open.
    private Turns turns(LoadedModel model) {
        return new Turns() {
            @Override
            public <T> T take(Progress progress, Function<Cancellation, T> step) {
                progress.throwIfCancelled();
                return now(progress, cancellation -> model.inUse(cancellation, step));
            }
        };
    }

    /// Does something on the engine's thread and waits for it, stopping it when its progress says so.
    private <T> T now(Progress progress, Function<Cancellation, T> action) {
        Cancellation cancellation = new Cancellation();
        CompletableFuture<T> result = submit(cancellation, () -> action.apply(cancellation), (value, problem) -> {});
        CompletableFuture<Void> ended = result.handle((value, problem) -> null);
        while (!ended.isDone()) {
            if (progress.cancelled()) {
                cancellation.cancel();
            }
            CompletableFuture.anyOf(ended, new CompletableFuture<Void>().completeOnTimeout(null, CANCEL_POLL_MILLIS, TimeUnit.MILLISECONDS)).join();
        }
        return await(result);
    }

    /// Queues an action. The chain is built before it starts, so that `end` hears on the engine's thread however fast the action is.
    private <T> CompletableFuture<T> submit(Cancellation cancellation, Supplier<T> action, BiConsumer<@Nullable T, @Nullable Throwable> end) {
        pending.add(cancellation);
        CompletableFuture<Boolean> start = new CompletableFuture<>();
        CompletableFuture<T> result = start.thenApplyAsync(
                        started -> {
                            cancellation.throwIfCancelled();
                            return action.get();
                        },
                        engine)
                .whenComplete((value, problem) -> pending.remove(cancellation))
                .whenComplete(end);
        start.complete(true);
        return result;
    }

    private static <T> T await(CompletableFuture<T> result) {
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RejectedExecutionException) {
                throw new CancelledException();
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /// The one opened last, should a folder be open twice.
    private LoadedModel model(ModelId id) {
        return models.reversed().stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(id.name() + " is not open"));
    }

    @Override
    public void close() {
        engine.shutdown();
        pending.forEach(Cancellation::cancel);
        try {
            if (!engine.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a run did not stop within {} s", CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List.copyOf(models).forEach(LoadedModel::close);
        runtime.close();
    }
}
