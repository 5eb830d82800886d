package org.diopter.engine.lens;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.arch.Unembedding;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.graph.LensGraphs;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.engine.runtime.Opening;
import org.diopter.engine.runtime.Session;
import org.diopter.engine.runtime.TensorMemory;
import org.jspecify.annotations.Nullable;

/// Applies a model's final norm and unembedding to the residual stream of any layer, as it is or through the translators of a lens, and turns the logits
/// into a [Trajectory]. The output, layer L, never goes through a translator.
///
/// Whole columns are read at once, as many as a byte budget lets lie in memory as logits: a column has in it everything that its statistics need, and a
/// product over many rows uses the processor best. The full [layer, position, vocabulary] tensor never exists.
///
/// One reading at a time: readings share the memory for logits.
public final class ReadOut implements AutoCloseable {
    /// Logits that may lie in memory at once. Larger blocks were measured to be no faster.
    private static final long LOGIT_BYTES = 64L << 20;
    /// The first block has few rows, so that the column the user looks at comes at once: up to about so many, a product takes as long as reading the
    /// matrix from memory, and more rows cost nothing.
    private static final int FIRST_ROWS = 48;

    private final ModelShape shape;
    private final Head head;
    private final Session translate;
    private final ExecutorService workers;
    private final int threads;
    private @Nullable Room lastRoom;

    /// @param prepack see [OnnxRuntime#session]
    public ReadOut(Architecture architecture, ModelGraphs graphs, OnnxRuntime runtime, boolean prepack) {
        this(
                architecture.shape(),
                head(architecture.unembedding(), graphs, runtime, prepack),
                runtime.session(LensGraphs.translate(architecture.width()), graphs.weightsFolder(), prepack),
                runtime.threads());
    }

    /// @param session that turns `stream` [rows, d] into `logits` [rows, V]; closed with this
    /// @param translate that applies a translator, see [LensGraphs#translate(int)]; closed with this
    /// @param threads for statistics
    public ReadOut(ModelShape shape, Session session, Session translate, int threads) {
        this(shape, new WholeHead(session), translate, threads);
    }

    private ReadOut(ModelShape shape, Head head, Session translate, int threads) {
        this.shape = shape;
        this.head = head;
        this.translate = translate;
        this.threads = threads;
        this.workers = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().name("read-out-", 0).factory());
    }

    private static Head head(Unembedding unembedding, ModelGraphs graphs, OnnxRuntime runtime, boolean prepack) {
        return prepack || !TiledHead.saves(unembedding)
                ? new WholeHead(runtime.session(graphs.readOut(), graphs.weightsFolder(), prepack))
                : TiledHead.of(runtime.session(graphs.readOutOfTokens(), graphs.weightsFolder(), false), unembedding);
    }

    /// What is read of a stream.
    ///
    /// @param layers ascending, the last is L
    /// @param positions in the order in which they are wanted
    /// @param topK how many top tokens are kept
    /// @param tracked ids to be followed beside those that win somewhere in their column
    /// @param ranked positions at which the ranks of tracked tokens are counted
    @SuppressWarnings("ArrayRecordComponent")
    public record Request(int[] layers, List<Integer> positions, int topK, List<Integer> tracked, BitSet ranked) {}

    /// Reads the stream as it is.
    public Trajectory read(
            Residuals residuals, Request request, KnownColumns known, Cancellation cancellation, Consumer<Trajectory> listener) {
        return read(residuals, Optional.empty(), request, known, cancellation, listener);
    }

    /// Reads.
    ///
    /// @param lens through which layers below L are read, or nothing for the logit lens
    /// @param known columns of another trajectory that still hold; they are taken over and not read again
    /// @param listener hears of every block of columns; each trajectory holds all those known so far
    /// @return the trajectory with all columns asked for
    public synchronized Trajectory read(
            Residuals residuals,
            Optional<OpenLens> lens,
            Request request,
            KnownColumns known,
            Cancellation cancellation,
            Consumer<Trajectory> listener) {
        int positions = residuals.tokens().length();
        int rows = request.layers().length;
        int topK = Math.min(request.topK(), shape.vocabulary());
        TrajectoryCells cells = new TrajectoryCells(rows, positions, topK);
        BitSet done = known.copyInto(request, topK, cells);
        Trajectory trajectory = snapshot(residuals, request, topK, done, cells);
        if (!done.isEmpty()) {
            listener.accept(trajectory);
        }
        List<Integer> wanted = request.positions().stream().filter(position -> !done.get(position)).toList();
        TokenTracker tracker = new TokenTracker(request.tracked());
        int from = 0;
        int count = Math.max(1, FIRST_ROWS / rows);
        int fitting = columnsWithin(LOGIT_BYTES, rows);
        Room room = room((long) Math.min(Math.max(fitting, count), Math.max(1, wanted.size())) * rows);
        while (from < wanted.size()) {
            List<Integer> block = wanted.subList(from, Math.min(from + count, wanted.size()));
            product(residuals, lens, request.layers(), block, room, cancellation);
            statistics(residuals, request, block, room.logits(), tracker, cells, cancellation);
            block.forEach(done::set);
            trajectory = snapshot(residuals, request, topK, done, cells);
            listener.accept(trajectory);
            from += block.size();
            count = fitting;
        }
        return trajectory;
    }

    private int columnsWithin(long bytes, int rows) {
        long column = (long) rows * shape.vocabulary() * Float.BYTES;
        return Math.clamp(bytes / column, 1, Integer.MAX_VALUE);
    }

    private static Trajectory snapshot(Residuals residuals, Request request, int topK, BitSet done, TrajectoryCells cells) {
        return new Trajectory(residuals.tokens(), request.layers().clone(), topK, (BitSet) done.clone(), cells);
    }

    /// Memory for one block of columns.
    ///
    /// @param memory of both
    /// @param stream [rows, d]
    /// @param logits [rows, V]
    private record Room(TensorMemory memory, FloatTensor stream, FloatTensor logits) {
        static Room of(long rows, ModelShape shape) {
            try (Opening opening = new Opening()) {
                TensorMemory memory = opening.with(new TensorMemory(), TensorMemory::close);
                Room room = new Room(memory, memory.zeros(rows, shape.width()), memory.zeros(rows, shape.vocabulary()));
                opening.done();
                return room;
            }
        }
    }

    /// Memory of an earlier reading if it is large enough: touching fresh pages costs more than the statistics.
    private Room room(long rows) {
        Room kept = lastRoom;
        if (kept != null && kept.stream().size(0) >= rows) {
            return kept;
        }
        freeRoom();
        Room larger = Room.of(rows, shape);
        lastRoom = larger;
        return larger;
    }

    private void freeRoom() {
        Room kept = lastRoom;
        lastRoom = null;
        if (kept != null) {
            kept.memory().close();
        }
    }

    /// The logits of whole columns: rows in the order [position, layer].
    ///
    /// @param room Modified.
    private void product(
            Residuals residuals, Optional<OpenLens> lens, int[] layers, List<Integer> positions, Room room, Cancellation cancellation) {
        try (TensorMemory scratch = new TensorMemory()) {
            FloatTensor rows = scratch.zeros(positions.size(), shape.width());
            FloatTensor translated = scratch.zeros(positions.size(), shape.width());
            for (int i = 0; i < layers.length; i++) {
                int layer = layers[i];
                gather(residuals.layer(layer), positions, rows);
                boolean through = lens.isPresent() && layer < residuals.lastLayer();
                if (through) {
                    translated(lens.get(), layer, rows, translated, cancellation);
                }
                scatter(through ? translated : rows, i, layers.length, room.stream());
            }
        }
        long rows = (long) positions.size() * layers.length;
        logits(room.stream().firstRows(rows), room.logits().firstRows(rows), cancellation);
    }

    /// @param into [positions, d]. Modified.
    private void gather(FloatTensor layer, List<Integer> positions, FloatTensor into) {
        long width = shape.width();
        for (int i = 0; i < positions.size(); i++) {
            into.copyFrom(layer, positions.get(i) * width, i * width, width);
        }
    }

    /// @param from [positions, d], at the layer in place `place` of `layers`. Not modified.
    /// @param into [positions × layers, d]. Modified.
    private void scatter(FloatTensor from, int place, int layers, FloatTensor into) {
        long width = shape.width();
        for (long i = 0; i < from.size(0); i++) {
            into.copyFrom(from, i * width, (i * layers + place) * width, width);
        }
    }

    private void statistics(
            Residuals residuals,
            Request request,
            List<Integer> positions,
            FloatTensor tensor,
            TokenTracker tracker,
            TrajectoryCells into,
            Cancellation cancellation) {
        Logits logits = new Logits(tensor.segment(), shape.vocabulary());
        int rows = request.layers().length;
        int share = Math.ceilDiv(positions.size(), threads);
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int from = 0; from < positions.size(); from += share) {
            int first = from;
            tasks.add(() -> {
                ColumnReader reader = new ColumnReader(logits, into.topK);
                for (int i = first; i < Math.min(first + share, positions.size()); i++) {
                    cancellation.throwIfCancelled();
                    int position = positions.get(i);
                    int next = position + 1 < residuals.tokens().length() ? residuals.tokens().id(position + 1) : -1;
                    ColumnReader.Column column = new ColumnReader.Column(logits, i * rows, request.layers(), position, next);
                    reader.read(column, into);
                    tracker.track(column, request.ranked().get(position), reader, into);
                }
                return null;
            });
        }
        await(tasks);
    }

    private void await(List<Callable<Void>> tasks) {
        try {
            for (Future<Void> task : workers.invokeAll(tasks)) {
                task.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the read-out was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("the read-out failed", e);
        }
    }

    /// The logits of some rows of the stream.
    ///
    /// @param stream [rows, d]. Not modified.
    /// @return [rows, V]
    public FloatTensor logits(FloatTensor stream, Cancellation cancellation) {
        FloatTensor logits = FloatTensor.zeros(stream.size(0), shape.vocabulary());
        logits(stream, logits, cancellation);
        return logits;
    }

    /// The same, for those who read many rows and let go of their logits at once.
    ///
    /// @param memory in which the logits are made
    public FloatTensor logits(FloatTensor stream, TensorMemory memory, Cancellation cancellation) {
        FloatTensor logits = memory.zeros(stream.size(0), shape.vocabulary());
        logits(stream, logits, cancellation);
        return logits;
    }

    /// The logits of some rows of the stream through a translator that need not be their layer's own.
    ///
    /// @param lens nothing for the logit lens
    /// @param translator the layer whose translator is used; with L, none is
    /// @param stream [rows, d]. Not modified.
    /// @param into [rows, V]. Modified.
    public void logits(Optional<OpenLens> lens, int translator, FloatTensor stream, FloatTensor into, Cancellation cancellation) {
        try (TensorMemory scratch = new TensorMemory()) {
            FloatTensor rows = stream;
            if (lens.isPresent() && translator < lens.get().layers()) {
                rows = scratch.zeros(stream.shape());
                translated(lens.get(), translator, stream, rows, cancellation);
            }
            logits(rows, into, cancellation);
        }
    }

    /// The same, into memory that is there.
    ///
    /// @param logits [rows, V]. Modified.
    public void logits(FloatTensor stream, FloatTensor logits, Cancellation cancellation) {
        head.logits(stream, logits, cancellation);
    }

    /// Rows of the stream through a layer's translator: [rows, d].
    ///
    /// @param layer below L
    /// @param rows [rows, d]. Not modified.
    /// @param into [rows, d]. Modified.
    public void translated(OpenLens lens, int layer, FloatTensor rows, FloatTensor into, Cancellation cancellation) {
        lens.apply(translate, layer, rows, into, cancellation);
    }

    /// All layers from 0 to L.
    public static int[] allLayers(int last) {
        return IntStream.rangeClosed(0, last).toArray();
    }

    @Override
    public synchronized void close() {
        workers.shutdown();
        head.close();
        translate.close();
        freeRoom();
    }
}
