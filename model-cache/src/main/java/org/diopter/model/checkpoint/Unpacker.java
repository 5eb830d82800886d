package org.diopter.model.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.diopter.model.Progress;
import org.diopter.model.checkpoint.gguf.GgufFile;
import org.diopter.model.checkpoint.gguf.ModelTensor;

/// Unpacks tensors on every core while the thread that asks for them writes: a few chunks ahead, always in order.
final class Unpacker implements AutoCloseable {
    private final GgufFile file;
    private final Progress progress;
    private final ExecutorService workers;
    private final Iterator<Chunk> ahead;
    private final Queue<CompletableFuture<byte[]>> started = new ArrayDeque<>();
    private final int most;
    private final long total;
    private long done;

    private record Chunk(ModelTensor tensor, long index) {}

    /// @param tensors in the order in which they will be asked for
    /// @param progress gets bytes
    Unpacker(GgufFile file, List<ModelTensor> tensors, Progress progress) {
        int cores = Runtime.getRuntime().availableProcessors();
        this.file = file;
        this.progress = progress;
        this.workers = Executors.newFixedThreadPool(cores, Thread.ofPlatform().daemon().name("unpack-", 0).factory());
        this.ahead = tensors.stream().flatMap(Unpacker::chunks).iterator();
        this.most = 2 * cores;
        this.total = tensors.stream().mapToLong(ModelTensor::bytes).sum();
    }

    private static Stream<Chunk> chunks(ModelTensor tensor) {
        return LongStream.range(0, tensor.chunks()).mapToObj(index -> new Chunk(tensor, index));
    }

    /// Writes the next tensor.
    ///
    /// @throws org.diopter.model.CancelledException if the user stopped it
    void write(ModelTensor tensor, OutputStream out) throws IOException {
        for (long chunk = 0; chunk < tensor.chunks(); chunk++) {
            progress.throwIfCancelled();
            byte[] bytes = next();
            out.write(bytes);
            done += bytes.length;
            progress.items(done, total);
        }
    }

    private byte[] next() {
        while (started.size() < most && ahead.hasNext()) {
            Chunk chunk = ahead.next();
            started.add(CompletableFuture.supplyAsync(() -> chunk.tensor.chunk(file, chunk.index), workers));
        }
        try {
            return started.remove().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /// Waits for what is being unpacked: nothing reads the file afterwards.
    @Override
    public void close() {
        started.forEach(chunk -> chunk.cancel(false));
        workers.close();
    }
}
