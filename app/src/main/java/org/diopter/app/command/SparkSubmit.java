package org.diopter.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.diopter.model.CancelledException;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;

/// Has a cluster do work: starts Spark's own `spark-submit` with the program's libraries, follows it, and stops it when the user asks.
///
/// Both sides speak through a folder: the work in `work.json`, the numbers of finished jobs in `finished`, and in `problem` what the cluster could not
/// use.
final class SparkSubmit {
    private static final String CODE = "D-404";
    private static final long POLL_MILLIS = 200;
    private static final long STOP_SECONDS = 20;

    private final Path sparkHome;
    private final SparkChoice choice;

    private SparkSubmit(Path sparkHome, SparkChoice choice) {
        this.sparkHome = sparkHome;
        this.choice = choice;
    }

    /// @throws UnusableInputException D-404 if Spark is not where the environment says
    static SparkSubmit of(SparkChoice choice, Map<String, String> environment) {
        String home = environment.getOrDefault("SPARK_HOME", "");
        if (home.isEmpty() || !Files.isDirectory(Path.of(home).resolve("jars"))) {
            throw new UnusableInputException(CODE, home.isEmpty()
                    ? "SPARK_HOME is not set. Set it to the folder of Apache Spark 4.2; the Python package pyspark carries one."
                    : "SPARK_HOME is ‘%s’, and Spark is not there. Set it to the folder of Apache Spark 4.2.".formatted(home));
        }
        return new SparkSubmit(Path.of(home), choice);
    }

    /// Work of numbered jobs, each of which ends in the store.
    ///
    /// @param application the class that does it on the cluster
    /// @param name of it, for people who look at the cluster
    /// @param json what the application needs to know
    /// @param jobs how many there are
    record Work(String application, String name, String json, int jobs) {}

    /// Does work.
    ///
    /// @param home the program's folder, in which both sides meet
    /// @param finished hears of each job's number when its result is in the store
    /// @throws UnusableInputException if the cluster could not do it; what was finished stays in the store
    /// @throws CancelledException if the user stopped it, likewise
    void run(Work work, Path home, IntConsumer finished, Progress progress) {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(home.resolve("spark")), "work-");
            try {
                runIn(folder, work, finished, progress);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UnusableInputException("D-501", "‘%s’ could not be written: %s.".formatted(home, UnusableInputException.reason(e)), e);
        }
    }

    /// Files only: nothing of it is nested.
    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private void runIn(Path folder, Work work, IntConsumer finished, Progress progress) {
        Path log = folder.resolve("spark.log");
        try {
            Files.writeString(folder.resolve("work.json"), work.json());
            ProcessBuilder builder = new ProcessBuilder(command(folder, work)).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().put("SPARK_HOME", sparkHome.toString());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process process = builder.start();
            try {
                follow(process, folder, work.jobs(), finished, progress);
            } finally {
                stop(process);
            }
            if (process.exitValue() != 0) {
                throw failure(folder, log);
            }
        } catch (IOException e) {
            throw new UnusableInputException(CODE, "Spark could not be started: %s.".formatted(UnusableInputException.reason(e)), e);
        }
    }

    private List<String> command(Path folder, Work work) throws IOException {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        ClassPathJars jars = ClassPathJars.of(System.getProperty("java.class.path"), folder);
        Map<String, String> settings = new TreeMap<>(Map.of(
                "spark.driver.extraJavaOptions", "--enable-native-access=ALL-UNNAMED",
                "spark.executor.extraJavaOptions", "--enable-native-access=ALL-UNNAMED",
                // Classes are of this version of Java, which need not be the one that the cluster itself runs on.
                "spark.executorEnv.JAVA_HOME", System.getProperty("java.home"),
                "spark.ui.enabled", "false"));
        settings.putAll(choice.settings());
        List<String> command = new ArrayList<>(List.of(
                sparkHome.resolve("bin").resolve(windows ? "spark-submit.cmd" : "spark-submit").toString(),
                "--master", choice.master(),
                "--name", work.name(),
                "--class", work.application(),
                "--jars", String.join(",", jars.libraries())));
        settings.forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
        command.addAll(List.of(jars.application(), folder.toString()));
        return command;
    }

    private static void follow(Process process, Path folder, int jobs, IntConsumer finished, Progress progress) throws IOException {
        Set<Integer> heard = new HashSet<>();
        boolean running = true;
        while (running) {
            progress.throwIfCancelled();
            running = !ended(process);
            for (int job : numbers(folder.resolve("finished"))) {
                if (heard.add(job)) {
                    finished.accept(job);
                    progress.items(heard.size(), jobs);
                }
            }
        }
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }

    /// The numbers in a file that may still be written: its last line counts when it has ended.
    private static List<Integer> numbers(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        String text = Files.readString(file);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Integer::valueOf).toList();
    }

    /// Asks what still runs to end, which frees the cluster's machines, and makes it end if it does not.
    private static void stop(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).filter(ProcessHandle::isAlive).toList();
        all.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                all.forEach(ProcessHandle::destroyForcibly);
                process.waitFor();
            }
        } catch (InterruptedException e) {
            all.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }

    /// What the program on the cluster says went wrong; the last of Spark's own words where it said nothing, or was ended while it wrote that.
    static UnusableInputException failure(Path folder, Path log) throws IOException {
        Path problem = folder.resolve("problem");
        List<String> said = Files.exists(problem) ? Files.readAllLines(problem) : List.of();
        if (said.size() > 1) {
            return new UnusableInputException(said.get(0), said.get(1));
        }
        List<String> lines = Files.readAllLines(log);
        String last = lines.stream()
                .filter(line -> line.contains("Exception") || line.contains("Error"))
                .reduce((a, b) -> b)
                .orElse("it said nothing");
        return new UnusableInputException(CODE, "Spark ended before the work was done: %.300s. What is finished is kept; --resume goes on with it."
                .formatted(last.strip()));
    }
}
