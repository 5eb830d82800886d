package org.diopter.engine.cache;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.diopter.engine.forward.KeyValues;
import org.diopter.engine.forward.SplitBlocks;
import org.diopter.engine.graph.BlockOutput;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;

/// One block on its way through a text under a policy.
final class PolicyBlock {
    private final SplitBlocks blocks;
    private final CachePass.Request request;
    private final int block;
    private final BlockCaches caches;
    private final FloatTensor room;
    private final RowObserver observer;
    private final Cancellation cancellation;

    /// @param room for the scores of the largest group. Modified.
    PolicyBlock(
            SplitBlocks blocks,
            CachePass.Request request,
            int block,
            BlockCaches caches,
            FloatTensor room,
            RowObserver observer,
            Cancellation cancellation) {
        this.blocks = blocks;
        this.request = request;
        this.block = block;
        this.caches = caches;
        this.room = room;
        this.observer = observer;
        this.cancellation = cancellation;
    }

    /// What is done with a group of rows whose scores are known.
    @FunctionalInterface
    private interface Step {
        void take(SplitBlocks.Rows rows, SplitBlocks.Between between, TensorMemory scratch);
    }

    /// Runs all rows.
    ///
    /// @param stream [T, d], what enters the block. Not modified.
    /// @param out [T, d]. Modified: what leaves it.
    /// @param memory in which keys and values are kept
    /// @return those of all tokens
    KeyValues run(List<SplitBlocks.Rows> groups, FloatTensor stream, FloatTensor out, TensorMemory memory) {
        if (caches.looksAhead()) {
            try (TensorMemory unused = new TensorMemory()) {
                sweep(groups, stream, unused, (rows, between, scratch) -> eachCache(cache -> foresee(cache, rows, between)));
            }
        }
        return sweep(groups, stream, memory, (rows, between, scratch) -> {
            weigh(rows, between);
            FloatTensor left = rows.rest(
                    block,
                    request.edits().of(block),
                    part(stream, rows),
                    between.scores(),
                    between.values(),
                    BlockOutput.RESIDUAL,
                    scratch,
                    cancellation);
            out.copyFrom(left, 0, rows.first() * left.rowLength(), left.elements());
        });
    }

    /// Each group needs the keys and values of the one before, and nothing else of it.
    private KeyValues sweep(List<SplitBlocks.Rows> groups, FloatTensor stream, TensorMemory memory, Step step) {
        KeyValues past = blocks.empty();
        TensorMemory held = new TensorMemory();
        try {
            for (SplitBlocks.Rows rows : groups) {
                TensorMemory now = new TensorMemory();
                try {
                    SplitBlocks.Between between =
                            rows.scores(block, request.edits().of(block), part(stream, rows), past, room, now, cancellation);
                    step.take(rows, between, now);
                    past = new KeyValues(between.keys(), between.values());
                } finally {
                    held.close();
                    held = now;
                }
            }
            return new KeyValues(copy(past.keys(), memory), copy(past.values(), memory));
        } finally {
            held.close();
        }
    }

    private static FloatTensor part(FloatTensor stream, SplitBlocks.Rows rows) {
        return stream.rows(rows.first(), rows.count());
    }

    private static FloatTensor copy(FloatTensor tensor, TensorMemory memory) {
        FloatTensor copy = memory.zeros(tensor.shape());
        copy.copyFrom(tensor, 0, 0, tensor.elements());
        return copy;
    }

    private void eachCache(IntConsumer action) {
        IntStream.range(0, caches.count()).parallel().forEach(action);
    }

    private void foresee(int cache, SplitBlocks.Rows rows, SplitBlocks.Between between) {
        int group = caches.headsPerCache();
        float[][] attention = new float[group][rows.first() + rows.count()];
        RowSoftmax softmax = new RowSoftmax();
        for (int row = 0; row < rows.count(); row++) {
            for (int i = 0; i < group; i++) {
                softmax.read(between.scores(), index(rows, between, cache * group + i, row), rows.first() + row + 1, attention[i]);
            }
            caches.choice(cache).foresee(rows.first() + row, attention);
        }
    }

    private static long index(SplitBlocks.Rows rows, SplitBlocks.Between between, int head, int row) {
        return ((long) head * rows.count() + row) * between.scores().size(2);
    }

    /// Turns scores into weights, in their place.
    void weigh(SplitBlocks.Rows rows, SplitBlocks.Between between) {
        Compensation.Rows[] given = request.compensation()
                .map(compensation -> new Compensation.Rows[] {compensation.of(block, rows.first(), between)})
                .orElse(new Compensation.Rows[0]);
        eachCache(cache -> weigh(cache, rows, between, given));
    }

    private void weigh(int cache, SplitBlocks.Rows rows, SplitBlocks.Between between, Compensation.Rows[] given) {
        int group = caches.headsPerCache();
        int keys = rows.first() + rows.count();
        float[][] attention = new float[group][keys];
        RowSoftmax[] softmaxes = IntStream.range(0, group).mapToObj(i -> new RowSoftmax()).toArray(RowSoftmax[]::new);
        RowWeights weights = new RowWeights(keys);
        int[] visible = new int[keys];
        for (int row = 0; row < rows.count(); row++) {
            int query = rows.first() + row;
            for (int i = 0; i < group; i++) {
                softmaxes[i].read(between.scores(), index(rows, between, cache * group + i, row), query + 1, attention[i]);
            }
            int count = caches.row(cache, query, attention, visible);
            for (int i = 0; i < group; i++) {
                int head = cache * group + i;
                float[] made = given.length == 0
                        ? weights.sparse(attention[i], softmaxes[i], query, visible, count)
                        : weights.compensated(attention[i], softmaxes[i], query, visible, count, given[0], head);
                if (given.length > 0) {
                    caches.record().compensated(head, query, attention[i], made, visible, count);
                }
                observer.answered(head, query, attention[i], made, caches.choice(cache));
                MemorySegment.copy(made, 0, between.scores().segment(), ValueLayout.JAVA_FLOAT,
                        index(rows, between, head, row) * Float.BYTES, keys);
            }
        }
    }
}
