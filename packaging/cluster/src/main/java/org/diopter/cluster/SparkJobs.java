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
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.diopter.model.UnusableInputException;

/// Does numbered jobs on a cluster, for an application that `spark-submit` starts: it reads the work from a folder, has every finished job kept in the store
/// at once, and notes its number in the folder. What is lost with a machine, Spark gives to another.
final class SparkJobs {
    /// The work, as JSON.
    static final String WORK = "work.json";
    /// Numbers of finished jobs, one a line.
    static final String FINISHED = "finished";
    /// Code and sentence of what went wrong, a line each; only there if something did.
    static final String PROBLEM = "problem";

    private final Work work;
    private final Path folder;

    private SparkJobs(Work work, Path folder) {
        this.work = work;
        this.folder = folder;
    }

    /// Jobs, each of which is parted into tasks of the cluster.
    interface Work {
        /// How many there are.
        int jobs();

        /// How many tasks a job is.
        int tasks(int job);

        /// What an executor does for a task of a job: its number in, bytes out.
        ///
        /// @param asked the work as JSON
        org.apache.spark.api.java.function.Function<Integer, byte[]> task(Broadcast<String> asked, int job);

        /// Keeps what a job gave, task by task. Called by one thread at a time.
        void keep(int job, List<byte[]> parts);
    }

    /// Does all of an application.
    ///
    /// @param arguments the folder of the work
    /// @param read makes work of its JSON
    static void run(String[] arguments, Function<String, Work> read) throws IOException {
        // Whoever started this follows it; without that process nobody would ever hear of the rest.
        ProcessHandle.current().parent().ifPresent(starter -> starter.onExit().thenRun(() -> Runtime.getRuntime().exit(1)));
        Path folder = Path.of(arguments[0]);
        String json = Files.readString(folder.resolve(WORK));
        try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setIfMissing("spark.app.name", "Diopter"))) {
            new SparkJobs(read.apply(json), folder).run(spark, json);
        } catch (UnusableInputException e) {
            Files.writeString(folder.resolve(PROBLEM), e.code() + "\n" + e.sentence() + "\n");
            throw e;
        }
    }

    /// Jobs go to the cluster side by side, so that every one is kept as soon as it is whole.
    private void run(JavaSparkContext spark, String json) {
        Broadcast<String> asked = spark.broadcast(json);
        try (ExecutorService threads = Executors.newFixedThreadPool(Math.max(2, 2 * spark.defaultParallelism()))) {
            List<Future<?>> jobs = new ArrayList<>();
            for (int job = 0; job < work.jobs(); job++) {
                int number = job;
                jobs.add(threads.submit(() -> measure(spark, asked, number)));
            }
            try {
                for (Future<?> job : jobs) {
                    job.get();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            } catch (ExecutionException e) {
                threads.shutdownNow();
                spark.sc().cancelAllJobs();
                throw reason(e);
            }
        }
    }

    private void measure(JavaSparkContext spark, Broadcast<String> asked, int job) {
        List<Integer> tasks = IntStream.range(0, work.tasks(job)).boxed().toList();
        keep(job, spark.parallelize(tasks, tasks.size()).map(work.task(asked, job)).collect());
    }

    private synchronized void keep(int job, List<byte[]> parts) {
        work.keep(job, parts);
        try {
            Files.writeString(folder.resolve(FINISHED), job + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
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
