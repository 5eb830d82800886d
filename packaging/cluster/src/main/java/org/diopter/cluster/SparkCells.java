package org.diopter.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.data.Outcome;
import org.diopter.engine.laser.CellStore;
import org.diopter.engine.laser.CellWork;
import org.diopter.engine.laser.OutcomeBytes;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.model.UnusableInputException;

/// Measures the cells of a search on a cluster. This is the application that `spark-submit` starts: it reads the work from a folder, keeps every
/// finished cell in the store at once, and notes its number in the folder. What is lost with a machine, Spark gives to another.
public final class SparkCells {
    /// The work, as JSON.
    public static final String WORK = "work.json";
    /// Numbers of finished cells, one a line.
    public static final String FINISHED = "finished";
    /// Code and sentence of what went wrong, a line each; only there if something did.
    public static final String PROBLEM = "problem";

    private final CellWork work;
    private final Path folder;
    private final CellStore store;

    private SparkCells(CellWork work, Path folder) {
        this.work = work;
        this.folder = folder;
        this.store = CellStore.anew(new EngineOptions(ProviderChoice.CPU, 1, Path.of(work.home())).store());
    }

    /// @param arguments the folder of the work
    public static void main(String[] arguments) throws IOException {
        // Whoever started this follows it; without that process nobody would ever hear of the rest.
        ProcessHandle.current().parent().ifPresent(starter -> starter.onExit().thenRun(() -> Runtime.getRuntime().exit(1)));
        Path folder = Path.of(arguments[0]);
        CellWork work = CellWork.of(Files.readString(folder.resolve(WORK)));
        try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setIfMissing("spark.app.name", "Diopter search"))) {
            new SparkCells(work, folder).run(spark);
        } catch (UnusableInputException e) {
            Files.writeString(folder.resolve(PROBLEM), e.code() + "\n" + e.sentence() + "\n");
            throw e;
        }
    }

    /// Cells go to the cluster side by side, each as a job of its own, so that every one is kept as soon as it is whole.
    private void run(JavaSparkContext spark) {
        Broadcast<String> asked = spark.broadcast(work.json());
        try (ExecutorService jobs = Executors.newFixedThreadPool(Math.max(2, 2 * spark.defaultParallelism()))) {
            List<Future<?>> cells = new ArrayList<>();
            for (int cell = 0; cell < work.cells().size(); cell++) {
                int number = cell;
                cells.add(jobs.submit(() -> measure(spark, asked, number)));
            }
            try {
                for (Future<?> cell : cells) {
                    cell.get();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            } catch (ExecutionException e) {
                jobs.shutdownNow();
                spark.sc().cancelAllJobs();
                throw reason(e);
            }
        }
    }

    private void measure(JavaSparkContext spark, Broadcast<String> asked, int number) {
        CellWork.Asked cell = work.cells().get(number);
        List<int[]> shards = work.shards(cell);
        List<Integer> numbers = IntStream.range(0, shards.size()).boxed().toList();
        List<byte[]> parts = spark.parallelize(numbers, numbers.size()).map(new ShardTask(asked, number)).collect();
        List<Outcome> outcomes = new ArrayList<>();
        for (int shard = 0; shard < parts.size(); shard++) {
            outcomes.addAll(OutcomeBytes.read(parts.get(shard), shards.get(shard).length));
        }
        keep(number, cell, outcomes);
    }

    private synchronized void keep(int number, CellWork.Asked cell, List<Outcome> outcomes) {
        store.keep(work.identity(), cell.reductions(), cell.indices(), outcomes);
        try {
            Files.writeString(folder.resolve(FINISHED), number + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UnusableInputException("D-501", "‘%s’ could not be written: %s.".formatted(folder, UnusableInputException.reason(e)), e);
        }
    }

    /// What a machine could not use is told as it said it.
    private static RuntimeException reason(ExecutionException problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnusableInputException unusable) {
                return unusable;
            }
        }
        return new IllegalStateException(problem.getCause());
    }
}
